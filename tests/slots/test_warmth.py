"""What is paid once for all forks, and what is not paid where no assignment asks for it."""

import subprocess
import sys

import pytest

from grader.course import Course
from grader.sandbox.launch import environment
from tests.course.common import COURSE
from tests.e2e.small import Class

WARM = """
import sys

from grader.inside.warmth import exercise

exercise(training={training})
print("torch._dynamo" in sys.modules)
"""


FORKS = """
import sys

from grader.inside import host, plan

host.warm(host.Welcome(plan.Plan(), {notebooks}))
warm = set(sys.modules)
from grader.inside import warden
from grader.inside.perform import seed_everything

seed_everything(1)
print(sorted(set(sys.modules) - warm))
"""


NO_COMPILER = """\
import sys

sys.modules["torch._dynamo"] = None  # whoever imports it raises
"""


@pytest.mark.parametrize("notebooks", [False, True])
def test_a_warm_host_leaves_its_forks_nothing_to_import(notebooks):
    """What each submission and each call of it uses is imported once, before the first fork."""
    command = [sys.executable, "-c", FORKS.format(notebooks=notebooks)]
    done = subprocess.run(
        command, env=environment(), capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("training", [False, True])
def test_the_compiler_is_imported_for_optimizers_alone(training):
    """PyTorch's compiler makes each fork twice as slow: neither gradients nor the drill need it."""
    code = WARM.format(training=training)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{training}\n"


def test_assignments_that_train_are_known():
    """Those whose solutions or checks use optimizers, alone or among others."""
    assert [assignment.name for assignment in COURSE if assignment.trains] == [
        "training",
        "sentiment",
    ]
    assert COURSE.trains()
    assert COURSE.trains(("tensors", "training"))
    assert not COURSE.trains(("tensors", "data"))


def test_the_checks_of_the_others_need_no_compiler(tmp_path):
    """Each call that imported it would, on a busy machine, take longer than a call may."""
    klass = Class(tmp_path)
    klass.course = COURSE.root
    others = [assignment for assignment in COURSE if not assignment.trains]
    for assignment in others:
        text = NO_COMPILER + assignment.solution.read_text(encoding="utf-8")
        klass.hand_in("ana", text, f"{assignment.name}.py")
    done = klass.run(*(word for a in others for word in ("--assignment", a.name)))
    assert (done.returncode, done.stderr) == (0, "")
    found = {a.name: klass.results(a.name)["ana"] for a in others}
    assert {name: result["points"] for name, result in found.items()} == {
        name: result["max_points"] for name, result in found.items()
    }


def test_a_course_that_cannot_be_read_trains_nothing(tmp_path):
    """What is missing is told where it is graded, not where processes are warmed up."""
    folder = tmp_path / "assignments/01_none"
    folder.mkdir(parents=True)
    source = COURSE.find("tensors").folder / "assignment.toml"
    (folder / "assignment.toml").write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    assert not Course(tmp_path).trains()


SURROUNDINGS = """
import builtins, os, sys, warnings

from grader.inside import host, plan

host.warm(host.Welcome(plan.Plan(), {notebooks}))
import IPython

print(sorted(vars(builtins)))
print(sorted(os.environ.items()), vars(sys).get("ps1"), sys.displayhook, sys.excepthook)
kinds = [(kind, category) for kind, _, category, *_ in warnings.filters]
print([known for known in kinds if not known[1].__module__.startswith("IPython")])
print(sys.modules["__main__"].__dict__ is globals(), IPython.get_ipython())
print("display" in vars(builtins))
"""


def test_a_module_sees_the_same_in_a_host_that_is_warmed_for_notebooks():
    """A class with notebooks or without: no `display`, no shell, another's `__main__` or prompt."""

    def seen(notebooks):
        command = [sys.executable, "-c", SURROUNDINGS.format(notebooks=notebooks)]
        return subprocess.run(
            command, env=environment(), capture_output=True, text=True, check=True, timeout=120
        ).stdout

    found = seen(False)
    assert seen(True) == found
    assert found.endswith("True None\nFalse\n")
