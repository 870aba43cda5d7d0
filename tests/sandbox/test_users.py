"""Each slot of root's has a user whom no other slot or run has meanwhile."""

import os
import subprocess
import sys

import pytest

from grader.faults import GraderFault
from grader.sandbox import layers, users

ELSEWHERE = """
import sys
from pathlib import Path
from grader.sandbox import users
users.FOLDER = Path(sys.argv[1])
print(users.user_of(0), users.user_of(1), users.user_of(0))
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Locks of our own, and no user claimed."""
    monkeypatch.setattr(users, "FOLDER", tmp_path / "users")
    users.user_of.cache_clear()
    yield tmp_path / "users"
    users.user_of.cache_clear()


def elsewhere(folder):
    """Users that another process has for its first two slots, and for its first once more."""
    words = [sys.executable, "-c", ELSEWHERE, folder]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    return [int(word) - users.FIRST_UID for word in done.stdout.split()]


def test_runs_share_no_user(folder):
    """What one process claims, another passes over, until the first has ended."""
    assert elsewhere(folder) == [0, 1, 0]
    assert users.user_of(0) == users.FIRST_UID
    assert elsewhere(folder) == [1, 2, 1]
    assert users.user_of(1) == users.FIRST_UID + 1
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_no_user_left(folder, monkeypatch):
    """Where every user is another run's, nothing is graded as somebody else's."""
    monkeypatch.setattr(users, "USERS", 1)
    users.user_of(0)
    with pytest.raises(GraderFault, match="slot 1 finds no user: all 1 belong to other runs"):
        users.user_of(1)


def test_locks_that_cannot_be_made(folder, monkeypatch):
    """The detection of layers says what stands in the way."""
    folder.write_text("not a folder")
    found = layers.Layers("require", landlock=1, drop_user=True)
    assert "no user could be claimed for slot 0" in layers.rehearse(found).fault
