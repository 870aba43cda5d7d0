"""Whatever stands in an assignment's metadata, it is read or refused in one sentence."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course import Course
from grader.faults import UsageFault

BROKEN = {"no UTF-8": b"\xff", "an endless number": b"a=" + b"9" * 5000, "a NUL": b"\0"}


def course(folder, data):
    """A course whose one assignment has these metadata."""
    path = folder / "assignments/01_tiny/assignment.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Course(folder)


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_broken_metadata_are_refused(tmp_path, data):
    """A file that is no TOML is named, with what to do."""
    with pytest.raises(UsageFault, match=r"assignment\.toml: .*; mend the file\."):
        course(tmp_path, data)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    """No bytes end in anything but a course or a UsageFault."""
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    with suppress(UsageFault):
        course(folder, data)
