"""What tests of devices are given."""

import pytest

from tests.e2e.small import Class


@pytest.fixture
def klass(tmp_path):
    """An empty class of the small course."""
    return Class(tmp_path)
