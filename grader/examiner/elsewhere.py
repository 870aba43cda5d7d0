"""What could not be found out on another machine, and whose fault that is.

A student's process says that the drill cannot follow it, or that its GPU does not open. It is
believed only where the trusted side finds the same: in the text of the submission, and by a trial.
"""

from __future__ import annotations

import re
from functools import cache

from _pytest.outcomes import Skipped

from grader.examiner.errors import GARBLED
from grader.faults import GraderFault, StudentFault
from grader.gpu import Gpu
from grader.messages import Message, mark
from grader.sandbox import gpus

# What the drill cannot follow, and the words without which a program cannot do it.
WORDS = {
    "mkldnn": r"mkldnn",
    "jagged": r"nested|jagged",
    "threads": r"thread|concurrent",
    "compile": r"compile|dynamo",
    "cuda": r"cuda",
}
# A backward pass and whatever asks CUDA for its devices, while a file is loaded or a notebook is
# run, opens the driver without a GPU: forks of that process cannot open one any more.
OPENS = re.compile(r"backward|grad|cuda|fit|train|accelerator", re.IGNORECASE)
NO_DEVICES = mark(
    "It asks for a GPU, and there was none where this was graded: it was not judged, and costs "
    "nobody a point."
)
UNDRILLED = mark(
    "Whether it works on a GPU could not be found out here, since your code uses {what}. It was "
    "not judged, and costs you no point."
)
UNOPENED = mark(
    "What your file does while it is loaded kept it from the GPU afterwards. It was not judged, "
    "and costs you no point."
)
NO_GPU = mark("Your code left the GPU in a state in which it could not be used.")


class Unjudged(Skipped):
    """A check that could not be judged here, with the sentence that the student reads."""

    def __init__(self, told: Message, staff: str) -> None:
        super().__init__(staff, _use_item_location=True)
        self.told = told


def undrilled(what: str, source: str) -> BaseException:
    """What to raise where the drill could not follow a submission: a skip, or the student's fault.

    `what` is hostile text.
    """
    words = WORDS.get(what)
    if words is not None and re.search(words, source, re.IGNORECASE):
        told = Message(UNDRILLED, {"what": f"`{what}`"})
        return Unjudged(told, f"the device drill cannot follow {what}")
    return StudentFault(Message(GARBLED), staff=f"it says that it uses {what[:100]!r}")


def gpu_failed(why: str, source: str, gpu: Gpu) -> BaseException:
    """What to raise where a submission's GPU did not open: ours, unless the GPU works for us."""
    found = broken(gpu.visible)
    if found:
        return GraderFault(f"the GPU does not work: {found}")
    if OPENS.search(source):
        return Unjudged(Message(UNOPENED), why[:2000])
    return StudentFault(Message(NO_GPU), staff=why[:2000])


@cache
def broken(visible: str) -> str:
    """Open a GPU in a process of our own; says what is wrong with it, or nothing."""
    try:
        gpus.trial(visible)
    except gpus.NoGpu as why:
        return str(why)
    return ""
