"""What could not be found out on another machine, and whose fault that is.

A student's process says that the drill cannot follow it, or that its GPU does not open. It is
believed only where the trusted side finds the same: in the text of the submission, and by a trial.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

import pytest

from grader.examiner.errors import GARBLED
from grader.faults import GraderFault, StudentFault
from grader.messages import Message, mark

# What the drill cannot follow, and the words without which a program cannot do it.
WORDS = {
    "sparse": r"sparse|_coo|_cs[rc]|_bs[rc]",
    "threads": r"thread|concurrent",
    "compile": r"compile|dynamo",
    "cuda": r"cuda",
}
NO_GPU = mark("Your code left the GPU in a state in which it could not be used.")
TRIAL_S = 120.0
TRIAL = "import torch; torch.zeros(1, device='cuda').add_(1).cpu()"


def undrilled(what: str, source: str) -> BaseException:
    """What to raise where the drill could not follow a submission: a skip, or the student's fault.

    `what` is hostile text.
    """
    words = WORDS.get(what)
    if words is not None and re.search(words, source, re.IGNORECASE):
        return pytest.skip.Exception(
            f"the device drill cannot follow {what}", _use_item_location=True
        )
    return StudentFault(Message(GARBLED), staff=f"it says that it uses {what[:100]!r}")


def gpu_failed(why: str) -> Exception:
    """What to raise where a submission's GPU did not open: ours, unless the GPU works for us."""
    found = works()
    if found:
        return GraderFault(f"the GPU does not work: {found}")
    return StudentFault(Message(NO_GPU), staff=why[:2000])


@cache
def works() -> str:
    """Open the GPU in a process of our own; says what is wrong with it, or nothing."""
    command = [sys.executable, "-P", "-c", TRIAL]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TRIAL_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}: {error}"
    return done.stderr.strip()[-500:] if done.returncode else ""
