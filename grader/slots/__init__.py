"""Grades a class: a queue of submissions, one slot a core, records as they finish."""

from grader.slots.pool import Event, Settings, grade_class
from grader.slots.work import Work

__all__ = ["Event", "Settings", "Work", "grade_class"]
