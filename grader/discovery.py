"""Finds submissions below the folders that staff hand over, and says what it could not place.

    CLASS/<student>/NAME.py|.ipynb      CLASS/<student>/NN_NAME/NAME.*      STUDENT/NAME.*

Nothing is opened here and no link is followed: names and kinds of entries decide.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.course import Assignment, Course
from grader.faults import UsageFault

SUFFIXES: dict[str, Literal["module", "notebook"]] = {".py": "module", ".ipynb": "notebook"}
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")
IGNORED = frozenset({"__pycache__", "en"})


@dataclass(frozen=True)
class Candidate:
    """A file that is somebody's submission."""

    student: str
    assignment: Assignment
    form: Literal["module", "notebook"]
    path: Path
    root: Path  # the folder that staff named: nothing below it may be a link
    notes: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """The path as reports show it, relative to the folder that staff named."""
        return str(self.path.relative_to(self.root)) or self.path.name


@dataclass(frozen=True)
class Misplaced:
    """Something that was left out, and why."""

    path: Path
    why: str


@dataclass(frozen=True)
class Found:
    """All that discovery has to say."""

    submissions: tuple[Candidate, ...]
    misplaced: tuple[Misplaced, ...]


def discover(folders: list[Path], course: Course) -> Found:
    """The submissions below `folders`, in the order of students and assignments.

    Raises:
        UsageFault: a folder is missing or unreadable, or two students have one name.
    """
    candidates: list[Candidate] = []
    misplaced: list[Misplaced] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageFault(f"{folder}: no such folder; name the folder that holds submissions.")
        if any(_placed(entry, course) for entry in _entries(folder)):
            _student(folder, folder.resolve().name, folder, course, candidates, misplaced)
            continue
        for entry in _entries(folder):
            _one(entry, folder, course, candidates, misplaced)
    _refuse_namesakes(candidates)
    order = {assignment.name: number for number, assignment in enumerate(course)}
    chosen = list(_newest(candidates))
    chosen.sort(key=lambda c: (c.student, order[c.assignment.name]))
    return Found(tuple(chosen), tuple(misplaced))


def _one(
    entry: os.DirEntry[str],
    root: Path,
    course: Course,
    candidates: list[Candidate],
    misplaced: list[Misplaced],
) -> None:
    path = Path(entry.path)
    if entry.name.startswith(".") or entry.name in IGNORED:
        return
    if entry.is_symlink():
        misplaced.append(Misplaced(path, "it is a link, and links are not followed"))
    elif entry.is_dir(follow_symlinks=False):
        _student(path, entry.name, root, course, candidates, misplaced)
    elif path.suffix in ARCHIVES:
        misplaced.append(Misplaced(path, "it is an archive: unpack it first"))
    else:
        misplaced.append(Misplaced(path, "a file here belongs to no student's folder"))


def _student(
    folder: Path,
    name: str,
    root: Path,
    course: Course,
    candidates: list[Candidate],
    misplaced: list[Misplaced],
) -> None:
    before = len(candidates)
    slugs = {assignment.slug: assignment for assignment in course}
    for entry in _entries(folder):
        if entry.name in slugs and entry.is_dir(follow_symlinks=False):
            inner = [e for e in _entries(Path(entry.path)) if _placed(e, course)]
        else:
            inner = [entry] if _placed(entry, course) else []
        for file in inner:
            stem, suffix = os.path.splitext(file.name)
            if stem in course.assignments:
                assignment = course.assignments[stem]
                candidates.append(
                    Candidate(name, assignment, SUFFIXES[suffix], Path(file.path), root)
                )
        if not inner and Path(entry.name).suffix in ARCHIVES:
            misplaced.append(Misplaced(Path(entry.path), "it is an archive: unpack it first"))
    if len(candidates) == before:
        names = ", ".join(f"{name}.py" for name in course.assignments)
        misplaced.append(Misplaced(folder, f"nothing to grade in it: none of {names} or .ipynb"))


def _placed(entry: os.DirEntry[str], course: Course) -> bool:
    """Whether an entry's name is that of an assignment's file or folder."""
    stem, suffix = os.path.splitext(entry.name)
    if suffix in SUFFIXES and stem in course.assignments:
        return True
    return any(entry.name == a.slug for a in course) and entry.is_dir(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageFault(f"{folder}: {error.strerror}; it cannot be listed.") from error


def _newest(candidates: list[Candidate]) -> Iterator[Candidate]:
    """One form for each student and assignment: the newer, and a note that says so."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault((candidate.student, candidate.assignment.name), []).append(candidate)
    for group in groups.values():
        best = max(group, key=lambda c: (_changed(c.path), c.form == "notebook", str(c.path)))
        others = [c.source for c in group if c is not best]
        note = f"{best.source} is the newest; left out: {', '.join(others)}"
        notes = (note,) if others else ()
        yield Candidate(best.student, best.assignment, best.form, best.path, best.root, notes)


def _changed(path: Path) -> float:
    try:
        return os.lstat(path).st_mtime if not stat.S_ISLNK(os.lstat(path).st_mode) else 0.0
    except OSError:
        return 0.0


def _refuse_namesakes(candidates: list[Candidate]) -> None:
    homes: dict[str, tuple[str, Path]] = {}
    for candidate in candidates:
        key = unicodedata.normalize("NFC", candidate.student).casefold()
        home = (candidate.student, candidate.root)
        first = homes.setdefault(key, home)
        if first != home:
            raise UsageFault(
                f"two students are called {candidate.student!r}: in {first[1]} ({first[0]}) and in "
                f"{candidate.root}; rename one of the folders."
            )
