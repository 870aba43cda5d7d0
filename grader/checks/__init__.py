"""What the author of a check imports: `points`, and the verdicts `agree`, `tensor`, `holds`."""

from grader.checks.compare import agree
from grader.checks.marks import points
from grader.checks.verdicts import holds, tensor

__all__ = ["agree", "holds", "points", "tensor"]
