"""`python -m grader.locale`: see the package's docstring."""

from grader.locale import refresh

refresh("es")
