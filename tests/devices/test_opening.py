"""Opening a GPU: in the fork that needs it, in its own time, and at our cost where it fails."""

import os
import socket
import threading
import time

import msgspec
import pytest
import torch

from grader.course import Course, Limits
from grader.examiner.link import Link
from grader.faults import GraderFault
from grader.gpu import Gpu
from grader.inside import machines, messages, warmth
from grader.inside.frames import receive, send
from grader.sandbox.gpus import GIB, Card, Devices
from grader.sandbox.layers import detect
from grader.slots.processes import Bench
from grader.slots.slot import GPU_HOST_BYTES, Slot
from tests.devices.programs import COURSE

LENT = Devices((Card("none such", 8 * GIB),), slots=1)


def test_gpu_that_does_not_open_in_the_sandbox_is_our_fault():
    """It is tried there before any submission: a slot without its GPU does not come up."""
    if os.path.exists("/dev/nvidiactl"):
        pytest.skip("this machine has an NVIDIA driver, so the GPU may open")
    course = Course(COURSE)
    bench = Bench(course, tuple(course.assignments))
    slot = Slot(0, detect("best-effort"), 1, bench.examiner, LENT)
    try:
        with pytest.raises(GraderFault, match=r"the GPU does not work: .*CUDA"):
            slot.start()
    finally:
        slot.close()
        bench.close()


def test_gpu_submissions_may_use_what_cuda_takes():
    """CUDA's own ordinary memory is not the submission's; its limits are the same otherwise."""
    limits = Limits(memory_mb=300)
    plain, lent = (Slot(0, None, 1, None, d)._inside(limits) for d in (Devices(), LENT))
    assert plain.memory_bytes == 300 << 20
    assert lent == msgspec.structs.replace(plain, memory_bytes=(300 << 20) + GPU_HOST_BYTES)


def test_opening_costs_the_submission_no_time():
    """What opening takes counts for neither the call's limit nor the submission's."""
    ours, theirs = socket.socketpair()
    asked = []

    def warden():
        for _ in range(2):
            order = messages.to_order.decode(receive(theirs, 1 << 20, time.monotonic() + 20))
            asked.append(order.call_s)
            time.sleep(0.3)
            send(theirs, messages.pack(messages.Answer(payload=b"x")), time.monotonic() + 20)

    with ours, theirs:
        thread = threading.Thread(target=warden)
        thread.start()
        link = Link(ours, Limits(call_s=2, submission_s=9))
        before = link.left_s
        link.ask(b"", 30.0)
        after_opening = link.left_s
        link.ask(b"")
        thread.join()
    assert asked == [32.0, 2.0]
    assert after_opening == pytest.approx(before)
    assert link.left_s <= after_opening - 0.3


def test_opening_sees_one_gpu_and_takes_its_share(monkeypatch):
    """The variable, the share, a first backward pass; then exact and repeatable arithmetic."""
    done = []
    ones = torch.ones
    # Another test may have called for these to be set in `with` blocks alone.
    names = torch.backends.ContextProp.__set__.__globals__
    monkeypatch.setitem(names, "__allow_nonbracketed_mutation_flag", True)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    monkeypatch.setattr(
        torch.cuda,
        "set_per_process_memory_fraction",
        lambda *given: done.append((os.environ["CUDA_VISIBLE_DEVICES"], *given)),
    )
    monkeypatch.setattr(torch, "ones", lambda n, device, **k: done.append(device) or ones(n, **k))
    monkeypatch.setattr(
        torch, "use_deterministic_algorithms", lambda on, warn_only: done.append((on, warn_only))
    )
    machines.open_gpu("3", 0.25)
    assert done == [("3", 0.25, 0), "cuda", (True, True)]
    assert not torch.backends.cuda.matmul.allow_tf32
    assert not torch.backends.cudnn.allow_tf32


def test_gpu_that_is_not_there_does_not_open(monkeypatch):
    """Without a GPU the request ends as one whose GPU failed, not as an error of the program."""
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    gpu = Gpu("", 0.5)
    with (
        pytest.raises(machines.GpuFailed),
        machines.machine(["gpu", "cuda", gpu.visible, gpu.fraction], {}),
    ):
        pytest.fail("it opened")


def test_host_of_a_gpu_warms_up_without_a_backward_pass(monkeypatch):
    """PyTorch's engine would ask CUDA for its devices, and no fork could open one after that."""
    monkeypatch.setattr(torch.Tensor, "backward", lambda *_: pytest.fail("a backward pass"))
    monkeypatch.setattr(torch.autograd, "backward", lambda *_: pytest.fail("a backward pass"))
    warmth.exercise(training=True, backward=False)
