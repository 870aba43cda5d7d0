"""What an assignment, its exercises and its checks are called in the reader's language."""

from __future__ import annotations

from grader.course import Assignment, Exercise, Sentences
from grader.messages import Message, mark, translations
from grader.records import CheckRecord, Place, SubmissionRecord

IN_MODULE = mark("line {line}")
IN_CELL = mark("cell {cell}, line {line}")
LAYERS = {
    "files": mark("files"),
    "syscalls": mark("system calls"),
    "network": mark("network"),
    "containment": mark("containment"),
    "user": mark("user"),
    "limits": mark("limits"),
    "environment": mark("environment"),
}


class Texts:
    """The texts of one assignment; of one that the course no longer has, the bare names."""

    def __init__(self, assignment: Assignment | None, name: str, lang: str) -> None:
        self.name = name
        self.lang = lang
        self.metadata = assignment.metadata if assignment else None
        self.max_points = assignment.max_points if assignment else 0.0
        self.exercises: dict[str, Exercise] = (
            {e.name: e for e in self.metadata.exercises} if self.metadata else {}
        )
        self._own: dict[str, Sentences] = assignment.spanish if assignment and lang == "es" else {}

    @property
    def title(self) -> str:
        """The assignment's title."""
        return (self.metadata.title.in_language(self.lang) if self.metadata else "") or self.name

    def exercise_title(self, name: str) -> str:
        """An exercise's title; its name where it has none."""
        found = self.exercises.get(name)
        return (found.title.in_language(self.lang) if found else "") or name

    def exercise_hint(self, name: str) -> str:
        """What a teacher says about an exercise."""
        found = self.exercises.get(name)
        return found.hint.in_language(self.lang) if found else ""

    def sentence(self, check: CheckRecord) -> str:
        """The sentence that a student reads of a check; its id's words where it has none."""
        own = self._own.get(base(check.id))
        return (own.sentence if own else "") or check.sentence or base(check.id).replace("_", " ")

    def hint(self, check: CheckRecord) -> str:
        """What a good teacher would say next about a check."""
        own = self._own.get(base(check.id))
        return own.hint if own else check.hint


def base(check_id: str) -> str:
    """A check's id without its parameters, which may be hidden inputs."""
    return check_id.partition("[")[0]


def where(place: Place, lang: str) -> str:
    """A place in words: "line 3", "cell 2, line 5"."""
    if place.cell is None:
        return Message(IN_MODULE, {"line": str(place.line)}).in_language(lang)
    args = {"line": str(place.line), "cell": str(place.cell)}
    return Message(IN_CELL, args).in_language(lang)


def layer(name: str, lang: str) -> str:
    """What a layer of isolation is called."""
    return translations(lang).gettext(LAYERS.get(name, name)) if name else name


def max_points(record: SubmissionRecord, texts: Texts) -> float:
    """The points that could be earned.

    A submission that could not be opened has no checks; where that is the student's fault, all
    points of the assignment were at stake.
    """
    if record.checks or any(fault.whose == "grader" for fault in record.faults):
        return record.max_points
    return texts.max_points
