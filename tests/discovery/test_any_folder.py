"""Whatever names and kinds of entries a class's folder holds, each is placed or told."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from grader.course import Course
from grader.discovery import Found, discover
from grader.faults import UsageFault
from grader.intake import look
from tests.e2e.small import HERE

COURSE = Course(HERE / "course")
NAMES = st.sampled_from(
    [
        *("ana", "Ana", "tiny.py", "tiny.ipynb", "01_tiny", "02_brief", "brief.py", "tiny", "-rf"),
        *(".git", "__pycache__", "José", "Jose\u0301", "tiny.PY", "tiny_final.py", "\udcff.py"),
        "work.zip",
    ]
) | st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=9)
LEAVES = st.sampled_from(["file", "empty", "fifo", "link", "loop", "dangling", "socket"])
TREES = st.recursive(LEAVES, lambda inner: st.dictionaries(NAMES, inner, max_size=4), max_leaves=12)
FOLDERS = st.dictionaries(NAMES, TREES, max_size=5)


def build(at, tree):
    """Make a tree: a folder for a dict, else an entry of that kind."""
    if tree == "file":
        at.write_text("x = 1")
    elif tree == "empty":
        at.touch()
    elif tree == "fifo":
        os.mkfifo(at)
    elif tree == "socket":
        os.mknod(at, 0o140600)
    elif isinstance(tree, str):
        at.symlink_to({"link": "/etc/passwd", "loop": ".", "dangling": "nowhere"}[tree])
    else:
        at.mkdir(exist_ok=True)
        for name, inner in tree.items():
            if name not in (".", "..") and not os.path.lexists(at / name):
                build(at / name, inner)


def discovered(root):
    """What is found there; nothing where two students are called alike."""
    try:
        return discover([root], COURSE)
    except UsageFault as fault:
        if "two students are called" not in str(fault):
            raise
        return Found((), ())


@given(FOLDERS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_any_folder_is_discovered(tree):
    """Submissions are regular files below the class, each student's once for an assignment."""
    root = Path(tempfile.mkdtemp()) / "class"
    try:
        build(root, tree)
        found = discovered(root)
        keys = [(one.student, one.assignment.name) for one in found.submissions]
        assert len({(student.casefold(), name) for student, name in keys}) == len(keys)
        for one in found.submissions:
            seen = look(one)
            assert seen.digest
            assert seen.refused or (one.path.is_file() and not one.path.is_symlink())
            assert one.path.resolve().is_relative_to(root) or seen.refused
            one.source.encode()
        for lost in found.misplaced:
            assert lost.why
            assert not lost.ours
    finally:
        shutil.rmtree(root.parent)
