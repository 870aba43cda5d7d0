"""Reports of a class: pages for students and staff, an index, a table and a file for machines."""

from grader.reports.writer import write_class, write_submission

__all__ = ["write_class", "write_submission"]
