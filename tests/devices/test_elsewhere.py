"""`student.on(device)`: what a check finds on another machine, and who pays for what is not."""

from pathlib import Path

import pytest
import torch

from grader.checks import agree, tensor
from grader.checks.devices import DRILL, Device, devices
from grader.examiner import elsewhere
from grader.examiner.solutions import OPENING_S, in_process
from grader.faults import GraderFault, StudentFault
from grader.gpu import Gpu
from grader.inside import wire

HERE, THERE = DRILL


def solution(text):
    """A solution of this text."""
    return in_process(Path("solution.py"), "import torch\n" + text)


def probe(solution, x):
    y = solution.f(x)
    return {"y": y, "grad": torch.autograd.grad(y.sum(), x)[0], "place": x.device}


def test_answers_tell_where_they_lay():
    """Values come back with the device that they lay on, gradients too."""
    got = solution("def f(x): return x * 2").on(THERE).run(probe, torch.ones(2, requires_grad=True))
    assert got["place"] == torch.device("cuda", 0)
    assert tensor(got["y"], shape=(2,), dtype=torch.float32, device=THERE).tolist() == [2, 2]
    assert tensor(got["grad"], shape=(2,), dtype=torch.float32, device="cuda").tolist() == [2, 2]


@pytest.mark.parametrize(
    ("body", "device"),
    [("x.cpu() * 2", THERE), ("x.cuda() * 2", HERE), ("(x * 2).to('cpu')", THERE)],
)
def test_result_on_the_wrong_device_is_seen(body, device):
    """A right value on the wrong device does not agree; the student reads where it lay."""
    right, wrong = (solution(f"def f(x): return {text}") for text in ("x * 2", body))
    x = torch.ones(2)
    with pytest.raises(StudentFault) as fault:
        agree(wrong.on(device).f(x), right.on(device).f(x))
    shown = " ".join(message.english() for message in fault.value.messages)
    assert "(2,) on c" in shown
    assert "wrong device" in shown


def test_error_of_a_stray_tensor_is_told_in_its_own_words():
    """The student reads PyTorch's sentence about the two devices."""
    with pytest.raises(StudentFault) as fault:
        solution("def f(x): return x + torch.zeros(2)").on(THERE).f(torch.ones(2))
    assert "Expected all tensors to be on the same device" in fault.value.messages[0].english()


def test_calls_elsewhere_count_and_repeat():
    """A call elsewhere is a call of the solution, and draws what the same call draws again."""
    student = solution("def f(): return torch.rand(3)")
    drawn = [student.seeded(5).on(THERE).f().tolist() for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert student._calls == 2


def test_what_the_drill_cannot_follow_costs_nothing():
    """Where the source shows it too, the check is skipped; else it is the student's fault."""
    with pytest.raises(pytest.skip.Exception, match="cannot follow mkldnn"):
        solution("def f(x): return x.to_mkldnn()").on(THERE).f(torch.eye(2))
    for claim in ("mkldnn", "no such thing"):
        raised = elsewhere.undrilled(claim, "def f(x): raise Unassessable")
        assert isinstance(raised, StudentFault)


def test_gpu_that_fails_us_is_our_fault(monkeypatch):
    """A GPU that does not open for the grader either is no student's fault."""
    gpu, plain = Gpu("0", 0.5), "def f(x): return x"
    monkeypatch.setattr(elsewhere, "broken", lambda visible: "no CUDA device")
    assert isinstance(elsewhere.gpu_failed("it failed", plain, gpu), GraderFault)
    monkeypatch.setattr(elsewhere, "broken", lambda visible: "")
    assert isinstance(elsewhere.gpu_failed("it failed", plain, gpu), StudentFault)


def test_training_while_loading_costs_nothing(monkeypatch):
    """A file that computes gradients when it is loaded cannot open a GPU: that is not judged."""
    monkeypatch.setattr(elsewhere, "broken", lambda visible: "")
    found = elsewhere.gpu_failed("it failed", "loss.backward()", Gpu("0", 0.5))
    assert isinstance(found, elsewhere.Unjudged)
    assert "kept it from the GPU" in found.told.english()


def test_a_real_gpu_is_asked_last_and_only_of_the_student():
    """With a GPU a check goes through three places; the reference stays on the CPU for all."""
    assert devices(None) == (Device("cpu"), Device("cuda"))
    assert devices(Gpu("0", 0.5)) == (Device("cpu"), Device("cuda"), Device("cuda", real=True))
    sent = []
    student = solution("def f(x): return x")
    student._gpu = Gpu("0", 0.5)

    def ask(order, extra_s=0.0):
        sent.append((wire.decode(order)["machines"], extra_s))
        return wire.encode(("ok", None))

    student._ask = ask
    reference = solution("def f(x): return x")
    got = reference.on(Device("cuda", real=True)).f(torch.ones(1))
    assert tensor(got, shape=(1,), dtype=torch.float32, device="cuda").tolist() == [1]
    student.on(Device("cuda", real=True)).f(torch.ones(1))
    student.on(THERE).f(torch.ones(1))
    assert sent == [([["gpu", "cuda", "0", 0.5]], OPENING_S), ([["drill", "cuda"]], 0.0)]


def counted(text):
    """A solution of this text, and the number of machines of each order that it was sent."""
    student, sent = solution(text), []
    ask = student._ask

    def count(order, extra_s=0.0):
        sent.append(len(wire.decode(order)["machines"]))
        return ask(order)

    student._ask = count
    return student.seeded(1), sent


def test_both_devices_are_asked_at_once():
    """A check that goes through the devices costs one fork for each of its calls, not two."""
    student, sent = counted("def f(x, k): return x * k + torch.rand(3, device=x.device)")
    found = [student.on(d).f(torch.ones(3), k) for d in DRILL for k in (2, 3)]
    assert sent == [2, 2]
    assert [wire.lies_on(x).type for x in found] == ["cpu", "cpu", "cuda", "cuda"]
    assert [x.tolist() for x in found[:2]] == [x.tolist() for x in found[2:]]
    assert found[0].tolist() != found[1].tolist()
    assert student._calls == 4


def test_another_request_is_asked_anew():
    """An answer is used for the very request that it was given to, and in the same check."""
    student, sent = counted("def f(x): return x * 2")
    student.on(HERE).f(torch.ones(1))
    assert student.on(THERE).f(torch.zeros(1)).tolist() == [0]
    student.on(HERE).f(torch.ones(1))
    student.seeded(2).on(THERE).f(torch.ones(1))
    assert sent == [2, 1, 2, 1]


def test_what_fails_on_the_first_device_is_not_tried_on_the_second():
    """The check ends there; and what took long is given a call of its own on the next device."""
    student, sent = counted("def f(x): raise ValueError")
    for device in DRILL:
        with pytest.raises(StudentFault):
            student.on(device).f(torch.ones(1))
    student, sent_slowly = counted("import time\ndef f(x): time.sleep(0.6)\n")
    for device in DRILL:
        student.on(device).f(torch.ones(1))
    assert sent == sent_slowly == [2, 1]


@pytest.mark.parametrize("value", [[], ["text"], [b"", b"", b""], 3, None])
def test_answers_that_are_none_are_the_students_fault(value):
    """Whatever stands where a list of answers should, it costs its author the check."""
    student = solution("")
    student._ask = lambda order, extra_s=0.0: wire.encode(value)
    with pytest.raises(StudentFault):
        student.on(HERE).f(torch.ones(1))
