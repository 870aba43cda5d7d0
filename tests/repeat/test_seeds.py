"""Where random state comes from: the run's seed and the check, or nothing of the run at all."""

import random
from pathlib import Path

import numpy as np
import torch

from grader.examiner.solutions import in_process

SOURCE = """\
import random
import numpy as np
import torch

LOADED = [random.random(), float(np.random.rand()), torch.rand(()).item()]


def loaded():
    return LOADED


def drawn():
    return [random.random(), float(np.random.rand()), torch.rand(()).item()]
"""


def test_draws_of_a_check_do_not_depend_on_calls_before_it():
    """The n-th call of a check finds the same random state whatever was called before."""
    busy, idle = in_process(Path("a.py"), SOURCE), in_process(Path("a.py"), SOURCE)
    for _ in range(3):
        busy.seeded(1).drawn()
    assert [busy.seeded(2).drawn(), busy.drawn()] == [idle.seeded(2).drawn(), idle.drawn()]


def test_calls_of_a_check_draw_differently():
    """Two calls of one check, and one call under two seeds, do not repeat each other's numbers."""
    solution = in_process(Path("a.py"), SOURCE).seeded(1)
    found = [solution.drawn(), solution.drawn(), solution.seeded(2).drawn()]
    assert len({number for numbers in found for number in numbers}) == 9


def test_what_is_drawn_while_loading_is_always_the_same():
    """A submission that draws at its top finds the same numbers wherever it is loaded."""
    found = []
    for _ in range(2):
        found.append(in_process(Path("a.py"), SOURCE).loaded())
        random.seed(9), np.random.seed(9), torch.manual_seed(9)
    assert found[0] == found[1]
