"""What the author of a check imports: `points`, `once`, `Measured`, the verdicts, `shown`."""

from grader.checks.compare import agree
from grader.checks.marks import points
from grader.checks.measured import Measured
from grader.checks.once import once
from grader.checks.shown import shown
from grader.checks.verdicts import holds, tensor

__all__ = ["Measured", "agree", "holds", "once", "points", "shown", "tensor"]
