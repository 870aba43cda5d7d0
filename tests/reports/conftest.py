"""Fixtures of the reports' tests: the real course."""

from pathlib import Path

import pytest

from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def course():
    """The real course."""
    return Course(ROOT)


@pytest.fixture(scope="session")
def tensors(course):
    """Its first assignment."""
    return course.find("tensors")
