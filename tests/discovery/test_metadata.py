"""Whatever stands in a course's TOML files, it is read or refused in one sentence."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.audit.equivalent import equivalents
from grader.checks.thresholds import read_thresholds
from grader.course import Course
from grader.faults import GraderFault, UsageFault
from tests.e2e.small import HERE

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


TINY = (HERE / "course/assignments/01_tiny/assignment.toml").read_bytes()
SENTENCES = (HERE / "course/reference/01_tiny/texts.es.toml").read_bytes()
WORDS = st.sampled_from(
    ["threshold", "mutant", "key", "reason", "check", "name", "side", "low", "x"]
)
PLAIN = st.integers() | st.floats() | st.text(max_size=8) | st.booleans()
READERS = {
    "assignment": lambda one: one.metadata,
    "texts": lambda one: one.spanish,
    "public texts": lambda one: one.public_spanish,
    "thresholds": lambda one: read_thresholds(one.thresholds),
    "equivalent": equivalents,
}
FILES = {
    "assignment": "assignments/01_tiny/assignment.toml",
    "texts": "reference/01_tiny/texts.es.toml",
    "public texts": "assignments/01_tiny/texts.es.toml",
    "thresholds": "reference/01_tiny/thresholds.toml",
    "equivalent": "reference/01_tiny/equivalent.toml",
}


@st.composite
def toml(draw):
    """Well-formed TOML of the words that our files use, with any values."""
    lines = []
    for _ in range(draw(st.integers(0, 3))):
        lines.append(draw(WORDS.map("[[{}]]".format) | WORDS.map("[{}]".format)))
        words = draw(st.lists(WORDS, unique=True, max_size=4))
        lines += [f"{word} = {msgspec.json.encode(draw(PLAIN)).decode()}" for word in words]
    return "\n".join(lines).encode()


@st.composite
def damaged(draw):
    """A right file with some bytes changed."""
    data = bytearray(draw(st.sampled_from([TINY, SENTENCES])))
    for _ in range(draw(st.integers(0, 3))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(data)


BYTES = st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))


@pytest.mark.parametrize("kind", FILES)
@given(data=BYTES | toml() | damaged() | st.sampled_from(sorted(BROKEN.values())))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_any_bytes_are_read_or_refused(tmp_path_factory, kind, data):
    """No bytes in any of the files end in anything but what they say or a fault that names it."""
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    course(folder, TINY)
    path = folder / FILES[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    try:
        READERS[kind](Course(folder).find("tiny"))
    except (UsageFault, GraderFault) as fault:
        if path.name not in str(fault) and "no assignment 'tiny'" not in str(fault):
            raise
    finally:
        path.unlink()
