"""Which assignment is meant, which file holds the work, and in which language to speak."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from grader.course import Assignment, Course, course_root
from grader.faults import UsageFault

FORMS = {".py": "module", ".ipynb": "notebook"}
METADATA = "assignment.toml"


@dataclass(frozen=True)
class Task:
    """One piece of work and the assignment that it answers."""

    assignment: Assignment
    path: Path

    @property
    def form(self) -> str:
        """`module` or `notebook`."""
        return FORMS[self.path.suffix]

    @property
    def lang(self) -> str:
        """The language of the file's folder, else of its handout: Spanish where both lie there."""
        return "en" if self.path.parent.name == "en" else language(self.assignment)


def language(assignment: Assignment) -> str:
    """Spanish, unless the assignment came with an English handout alone."""
    return "es" if (assignment.folder / "handout.es.md").exists() else "en"


def find(named: Path | None, course: Path | None) -> Task:
    """The work in a file or folder; in this folder where none is named.

    Raises:
        UsageFault: there is none, or more than one that could be meant.
    """
    at = (named or Path()).absolute()
    if at.is_dir():
        return _in_folder(at, course)
    if not at.is_file():
        raise UsageFault(f"{named}: no such file or folder; name your module or your notebook.")
    if at.suffix not in FORMS:
        raise UsageFault(f"{named}: a submission is a module (.py) or a notebook (.ipynb).")
    return Task(_assignment_of(at, course), at)


def assignment_near(folder: Path) -> Assignment | None:
    """The assignment whose folder this is, or the folder above it."""
    for place in (folder, folder.parent):
        if (place / METADATA).is_file():
            return Assignment(place, place / "reference")
    return None


def _assignment_of(path: Path, course: Path | None) -> Assignment:
    near = None if course else assignment_near(path.parent)
    if near is None:
        return Course(course_root(course, path.parent)).find(path.stem)
    if near.name != path.stem:
        raise UsageFault(
            f"{path.name}: in {near.slug} the work is called {near.name}.py or {near.name}.ipynb."
        )
    return near


def _in_folder(folder: Path, course: Path | None) -> Task:
    near = None if course else assignment_near(folder)
    known = [near] if near else list(Course(course_root(course, folder)))
    tasks = [Task(a, path) for a in known if (path := _newest(folder, a.name))]
    if not tasks:
        names = near.name if near else "NAME"
        raise UsageFault(f"{folder}: no {names}.py or {names}.ipynb here; name your file.")
    if len(tasks) > 1:
        names = ", ".join(task.path.name for task in tasks)
        raise UsageFault(f"{folder}: {names} are here; name the one to check.")
    return tasks[0]


def _newest(folder: Path, name: str) -> Path | None:
    """The module or the notebook, whichever was saved last."""
    paths = [folder / f"{name}{suffix}" for suffix in FORMS]
    return max((p for p in paths if p.is_file()), key=lambda p: p.stat().st_mtime, default=None)
