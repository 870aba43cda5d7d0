"""A submission's bytes are read with care, and what cannot be read is told in one sentence."""

import os
from pathlib import Path

import pytest

from grader.course import Course
from grader.discovery import Candidate
from grader.faults import StudentFault, UsageFault
from grader.intake import HARD_LINK, look, read_submission

COURSE = Course(Path(__file__).resolve().parents[2])


def candidate(root, name="ana/tensors.py"):
    """The candidate at a path below `root`, whose folder exists."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    form = "notebook" if path.suffix == ".ipynb" else "module"
    return Candidate("ana", COURSE.find("tensors"), form, path, root)


def test_bytes_are_read_as_they_are(tmp_path):
    """What was handed in is read byte for byte."""
    one = candidate(tmp_path)
    one.path.write_bytes(b"x = 1\r\n\xff")
    assert read_submission(one) == b"x = 1\r\n\xff"


def test_a_fifo_is_refused_without_waiting(tmp_path):
    """A FIFO that nobody writes to holds nobody up."""
    one = candidate(tmp_path)
    os.mkfifo(one.path)
    with pytest.raises(StudentFault, match="not a regular file"):
        read_submission(one)


def test_a_link_anywhere_below_the_root_is_refused(tmp_path):
    """A folder that is a link leads out of the class as a file does."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "tensors.py").write_text("secret = 1")
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ana").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StudentFault, match="`ana` is a link"):
        read_submission(candidate(tmp_path / "class"))


@pytest.mark.parametrize(
    ("name", "size"), [("ana/tensors.py", (1 << 20) + 1), ("ana/tensors.ipynb", 200 << 20)]
)
def test_giants_are_refused_unread(tmp_path, name, size):
    """A file above its form's limit is refused, with the limit in the sentence."""
    one = candidate(tmp_path, name)
    with one.path.open("wb") as file:
        file.truncate(size)
    with pytest.raises(StudentFault, match=r"larger than the (1|20) MB"):
        read_submission(one)


def test_a_file_that_is_gone_is_no_students_fault(tmp_path):
    """A file that vanished since it was found is told with its path, and costs no points."""
    with pytest.raises(UsageFault, match=r"tensors\.py: No such file.*no points are lost"):
        read_submission(candidate(tmp_path))


def test_a_refused_file_has_a_digest_of_its_own(tmp_path):
    """What is refused for one reason is not taken for what is refused for another."""
    fifo, giant = candidate(tmp_path / "a"), candidate(tmp_path / "b")
    os.mkfifo(fifo.path)
    with giant.path.open("wb") as file:
        file.truncate(2 << 20)
    digests = {look(fifo).digest, look(giant).digest, look(candidate(tmp_path / "c")).digest}
    assert len(digests) == 3


def test_a_hard_link_is_told(tmp_path):
    """A file with another name elsewhere is read, and staff are told."""
    one = candidate(tmp_path)
    one.path.write_text("x = 1")
    os.link(one.path, tmp_path / "other")
    assert look(one).notes == (HARD_LINK,)
