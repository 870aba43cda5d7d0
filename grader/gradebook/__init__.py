"""The gradebook: facts are appended, marks are amended, nothing is overwritten."""

from grader.gradebook.merging import Merged, merge
from grader.gradebook.opening import open_gradebook
from grader.gradebook.store import Gradebook

__all__ = ["Gradebook", "Merged", "merge", "open_gradebook"]
