"""Sentences of the examiner that are said elsewhere too, where torch is not imported."""

from __future__ import annotations

from grader.messages import mark

LOST = mark(
    "The statement on line {line} ended the whole process. What stands before it was judged."
)
HUNG = mark(
    "The statement on line {line} did not finish in {seconds} s. What stands before it was judged."
)
CELL_HUNG = mark("Cell {cell} did not finish in {seconds} s and was stopped.")
CELL_LOST = mark("Cell {cell} ended the notebook's kernel.")
TOOK_LONG = mark("It took longer than the {seconds} s that one call may take.")
ENDED = mark("Your code ended the whole process in the middle of a call.")
NOT_WRITTEN = mark("This exercise is not written yet: the skeleton's `raise` is still there.")
RAISED = mark("Your code raised {type}.")
