"""Finds submissions below the folders that staff hand over, and says what it could not place.

    CLASS/<student>/NAME.py|.ipynb      CLASS/<student>/NN_NAME/NAME.*      STUDENT/NAME.*

Nothing is opened here and no link is followed: names and kinds of entries decide. A folder that
holds assignments itself is one student's, unless several folders in it hold assignments too.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from grader.course import Assignment, Course
from grader.faults import UsageFault

SUFFIXES: dict[str, Literal["module", "notebook"]] = {".py": "module", ".ipynb": "notebook"}
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
IGNORED = frozenset({"__pycache__", "__MACOSX", "node_modules", "lost+found"})  # and all hidden
LINK = "it is a link, and links are not followed"
ARCHIVE = "grader run does not take archives: unpack it into the student's folder"

Entry = os.DirEntry[str]


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
        return text_of_name(str(self.path.relative_to(self.root)))


@dataclass(frozen=True)
class Misplaced:
    """Something that was left out, and why."""

    path: Path
    why: str
    ours: bool = False  # the machine's fault, not the file's: somebody's work may be missing


@dataclass(frozen=True)
class Found:
    """All that discovery has to say."""

    submissions: tuple[Candidate, ...]
    misplaced: tuple[Misplaced, ...]


def discover(folders: Iterable[Path], course: Course) -> Found:
    """The submissions below `folders`, in the order of students and assignments.

    Raises:
        UsageFault: a folder is missing or unreadable, or two students have one name.
    """
    search = _Search(course)
    for folder in _distinct(folders):
        search.root(folder)
    order = {assignment.name: number for number, assignment in enumerate(course)}
    chosen = [_newest(group) for group in search.groups.values()]
    chosen.sort(key=lambda c: (c.student, order[c.assignment.name]))
    return Found(tuple(chosen), tuple(search.misplaced))


def text_of_name(name: str) -> str:
    r"""A file's name as text: composed Unicode; bytes that are no UTF-8 are shown as `\xff`."""
    shown = os.fsencode(name).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", shown)


class _Search:
    """What has been found so far."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.slugs = {assignment.slug: assignment for assignment in course}
        self.groups: dict[tuple[str, str], list[Candidate]] = {}
        self.homes: dict[str, Path] = {}  # a student's name without case -> their folder
        self.misplaced: list[Misplaced] = []

    def root(self, root: Path) -> None:
        """A folder that staff named: a class, or a single student's."""
        entries = _entries(root)
        if any(map(self._fits, entries)) and self._classmates(entries) < 2:
            self._student(root, root.resolve().name, root, entries)
            return
        for entry in _shown(entries):
            self._one(entry, root)

    def _one(self, entry: Entry, root: Path) -> None:
        if entry.is_symlink():
            self._leave(entry, LINK)
        elif not entry.is_dir(follow_symlinks=False):
            archive = entry.name.lower().endswith(ARCHIVES)
            self._leave(entry, ARCHIVE if archive else "a file here is no student's folder")
        else:
            inside = self._listing(entry)
            if inside is not None:
                self._student(Path(entry.path), entry.name, root, inside)

    def _student(self, folder: Path, name: str, root: Path, entries: list[Entry]) -> None:
        """All that a student's folder holds."""
        found = list(self._files(entries))
        name = text_of_name(name)
        for entry, assignment in found:
            form = SUFFIXES[os.path.splitext(entry.name)[1]]
            candidate = Candidate(name, assignment, form, Path(entry.path), root)
            self.groups.setdefault((name, assignment.name), []).append(candidate)
        if found:
            self._refuse_namesakes(name, folder)
            return
        inside = [text_of_name(entry.name) for entry in _shown(entries)]
        names = ", ".join(inside[:3]) + (", …" if len(inside) > 3 else "")
        why = f"no assignment in it, only {names}" if inside else "an empty folder"
        self.misplaced.append(Misplaced(folder, why))

    def _files(self, entries: list[Entry]) -> Iterator[tuple[Entry, Assignment]]:
        """The files of a student's folder that are submissions, and the assignment of each."""
        for entry in _shown(entries):
            assignment = self.slugs.get(entry.name)
            if assignment and entry.is_symlink():
                self._leave(entry, LINK)
            elif assignment and entry.is_dir(follow_symlinks=False):
                for inner in _shown(self._listing(entry) or ()):
                    if self._named(inner) is assignment:
                        yield inner, assignment
                    elif self._named(inner):
                        self._leave(inner, f"another assignment's file in the folder {entry.name}")
                    else:
                        self._stray(inner)
            elif named := self._named(entry):
                yield entry, named
            else:
                self._stray(entry)

    def _stray(self, entry: Entry) -> None:
        """Tell of an entry that is no submission, where it looks as if it were meant as one."""
        name = entry.name.lower()
        stem, suffix = os.path.splitext(name)
        meant = next((known for known in self.course.assignments if known in stem), None)
        if name.endswith(ARCHIVES):
            self._leave(entry, ARCHIVE)
        elif entry.is_dir(follow_symlinks=False):
            if any(map(self._fits, self._listing(entry) or ())):
                self._leave(entry, "a folder within a student's folder is not looked into")
        elif suffix in SUFFIXES and meant and not stem.startswith("test"):
            self._leave(entry, f"not graded: a submission is called {meant}{suffix}")

    def _fits(self, entry: Entry) -> bool:
        """Whether an entry's name is that of an assignment's file or folder."""
        return self._named(entry) is not None or (
            entry.name in self.slugs and entry.is_dir(follow_symlinks=False)
        )

    def _named(self, entry: Entry) -> Assignment | None:
        stem, suffix = os.path.splitext(entry.name)
        return self.course.assignments.get(stem) if suffix in SUFFIXES else None

    def _classmates(self, entries: list[Entry]) -> int:
        """How many of the folders hold assignments."""
        folders = (
            entry
            for entry in _shown(entries)
            if entry.name not in self.slugs and entry.is_dir(follow_symlinks=False)
        )
        return sum(any(map(self._fits, self._listing(folder) or ())) for folder in folders)

    def _listing(self, entry: Entry) -> list[Entry] | None:
        """What a folder holds; None, and a word about it, where it cannot be listed."""
        path = Path(entry.path)
        try:
            return _entries(path)
        except UsageFault as fault:
            why = str(fault).removeprefix(f"{path}: ")
            self.misplaced.append(Misplaced(path, why, ours=True))
            return None

    def _refuse_namesakes(self, name: str, folder: Path) -> None:
        home = self.homes.setdefault(name.casefold(), folder)
        if home != folder:
            raise UsageFault(
                f"two students are called {name!r}: {home} and {folder}; rename one of the folders."
            )

    def _leave(self, entry: Entry, why: str) -> None:
        self.misplaced.append(Misplaced(Path(entry.path), why))


def _newest(group: list[Candidate]) -> Candidate:
    """The newest of a student's files for one assignment; a note on it names the others."""
    if len(group) == 1:
        return group[0]
    best = max(group, key=lambda c: (*_changed(c.path), c.form == "notebook", c.source))
    others = ", ".join(c.source for c in group if c is not best)
    return replace(best, notes=(f"{best.source} is the newest; left out: {others}",))


def _changed(path: Path) -> tuple[bool, int]:
    """Whether it is a file at all, and when it was changed, in nanoseconds."""
    try:
        found = os.lstat(path)
    except OSError:
        return False, 0
    return stat.S_ISREG(found.st_mode), found.st_mtime_ns


def _distinct(folders: Iterable[Path]) -> Iterator[Path]:
    """The folders that staff named, each once.

    Raises:
        UsageFault: one of them is no folder.
    """
    seen = set()
    for folder in folders:
        try:
            kind = folder.stat()
        except OSError as error:
            why = "no such folder" if isinstance(error, FileNotFoundError) else error.strerror
            raise UsageFault(f"{folder}: {why}; name a folder that holds submissions.") from error
        if not folder.is_dir():
            why = (
                "a file" if not folder.name.lower().endswith(ARCHIVES) else "an archive: unpack it"
            )
            raise UsageFault(f"{folder} is {why}; name a folder that holds submissions.")
        if (kind.st_dev, kind.st_ino) not in seen:
            seen.add((kind.st_dev, kind.st_ino))
            yield folder


def _shown(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries without hidden files and what tools leave behind."""
    return (e for e in entries if not e.name.startswith(".") and e.name not in IGNORED)


def _entries(folder: Path) -> list[Entry]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise UsageFault(f"{folder}: {error.strerror}; it cannot be listed.") from error
