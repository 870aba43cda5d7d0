"""What the author of a check imports: `points`, `once`, `Measured`, and the verdicts."""

from grader.checks.compare import agree
from grader.checks.marks import points
from grader.checks.measured import Measured
from grader.checks.once import once
from grader.checks.verdicts import holds, tensor

__all__ = ["Measured", "agree", "holds", "once", "points", "tensor"]
