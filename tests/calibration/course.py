"""A course with one tiny assignment whose check measures a random statistic."""

import subprocess
import sys
from pathlib import Path

GRADER = Path(sys.executable).with_name("grader")

METADATA = """\
name = "coin"
number = 1
title = { es = "Moneda", en = "Coin" }

[[exercises]]
name = "tosses"
points = 2.0
title = { es = "Tiradas", en = "Tosses" }
hint = { es = "Usa torch.rand.", en = "Use torch.rand." }
"""
CHECKS = '''\
"""Hidden checks of a coin."""

from grader.checks import holds, points, tensor
import torch


@points(1, exercise="tosses")
def test_share_is_high(student, measured):
    """Enough tosses come out."""
    drawn = tensor(student.tosses(400), shape=(400,), dtype=torch.float32)
    measured.at_least("share", drawn.mean())


@points(1, exercise="tosses")
def test_as_many_as_asked(student):
    """There are as many tosses as asked."""
    tensor(student.tosses(7), shape=(7,), dtype=torch.float32)
'''
SOLUTION = """\
import torch


def tosses(n):
    return (torch.rand(n) < 0.8).float()
"""
WRONG = '''\
"""A fair coin.

caught by: share_is_high
"""


def tosses(n):
    return (torch.rand(n) < {chance}).float()
'''
THRESHOLD = """\
[[threshold]]
check = "share_is_high"
name = "share"
side = "at_least"
low = {low}
"""


def write_course(root, *, chance=0.5, low=None):
    """The course under `root`; `chance` is the wrong coin's, `low` a threshold set by hand."""
    files = {
        "assignments/01_coin/assignment.toml": METADATA,
        "reference/01_coin/test_coin.py": CHECKS,
        "reference/01_coin/coin.py": SOLUTION,
        "reference/01_coin/wrong/fair.py": WRONG.format(chance=chance),
    }
    if low is not None:
        files["reference/01_coin/thresholds.toml"] = THRESHOLD.format(low=low)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def hand_in(folder, **sources):
    """A class: one folder for each student, by name, with their `coin.py`."""
    for student, source in sources.items():
        path = folder / student / "coin.py"
        path.parent.mkdir(parents=True)
        path.write_text(source, encoding="utf-8")
    return folder


def grader(*words, cwd):
    """Run the command line; returns the finished process."""
    return subprocess.run(
        [str(GRADER), *map(str, words)], capture_output=True, text=True, cwd=cwd, timeout=110
    )
