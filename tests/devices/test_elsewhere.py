"""`student.on(device)`: what a check finds on another machine, and who pays for what is not."""

from pathlib import Path

import pytest
import torch

from grader.checks import agree, tensor
from grader.checks.devices import DRILL, Device, Gpu, devices
from grader.examiner import elsewhere
from grader.examiner.solutions import in_process
from grader.faults import GraderFault, StudentFault

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
    with pytest.raises(pytest.skip.Exception, match="cannot follow sparse"):
        solution("def f(x): return x.to_sparse()").on(THERE).f(torch.eye(2))
    for claim in ("sparse", "no such thing"):
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
    student._gpu, ask = Gpu("0", 0.5), student._ask
    student._ask = lambda request: (sent.append(request), ask(request))[1]
    reference = solution("def f(x): return x")
    got = reference.on(Device("cuda", real=True)).f(torch.ones(1))
    assert tensor(got, shape=(1,), dtype=torch.float32, device="cuda").tolist() == [1]
    assert student.on(Device("cuda", real=True))._machine == ["gpu", "cuda", "0", 0.5]
    assert student.on(THERE)._machine == ["drill", "cuda"]
