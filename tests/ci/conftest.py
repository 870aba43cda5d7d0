"""What tests of `grader ci` are given."""

import pytest

from tests.ci.runs import Repository

collect_ignore = ["kit"]  # what students are given, run by grader ci


@pytest.fixture
def repository(tmp_path):
    """A student's repository without any work."""
    return Repository(tmp_path)
