"""What checking a piece of work has shown so far, by exercise."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from grader.course import Assignment
from grader.examiner.wording import NOT_WRITTEN
from grader.messages import Message, mark
from grader.practice.events import Broken, Event, Found, Trouble
from grader.practice.findings import labelled
from grader.records import Fault, Outcome, Place

IN_CELL = mark("In[{cell}], line {line}")
ON_LINE = mark("line {line}")
NO_CHECK = mark("No check was asked for.")
OF_OURS = mark("The checks themselves cannot be run: {why}")
VERDICT = mark("Exercises that pass their public checks: {right} of {all}.")


@dataclass
class Results:
    """Filled event by event. `lang`: the reader's language."""

    assignment: Assignment
    lang: str
    found: dict[str, list[Found]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: Broken | None = None

    def add(self, event: Event) -> None:
        """Take in one event."""
        if isinstance(event, Found):
            self.found.setdefault(event.record.exercise, []).append(event)
        elif isinstance(event, Trouble):
            self.faults.append(event.fault)
        elif isinstance(event, Broken):
            self.broken = event

    @property
    def right(self) -> bool:
        """Whether there were checks, and all of them passed."""
        return not self.broken and bool(self.found) and all(map(self.passed, self.found))

    def passed(self, exercise: str) -> bool:
        """Whether each check of an exercise passed."""
        return all(found.record.outcome is Outcome.PASSED for found in self.found[exercise])

    def blank(self, exercise: str) -> bool:
        """Whether an exercise is still as the skeleton has it."""
        return any(m.text == NOT_WRITTEN for f in self.found[exercise] for m in f.record.messages)

    @cached_property
    def titles(self) -> dict[str, str]:
        """The title of each exercise."""
        exercises = self.assignment.metadata.exercises
        return {exercise.name: exercise.title.in_language(self.lang) for exercise in exercises}

    def sentence(self, found: Found) -> tuple[str, str]:
        """A check's sentence and its hint."""
        record = found.record
        known = self.assignment.public_spanish.get(record.id.split("[")[0])
        if self.lang == "es" and known:
            return known.sentence, known.hint
        return record.sentence, record.hint

    def say(self, text: str, /, **values: object) -> str:
        """A sentence in the reader's language."""
        return Message(text, {k: str(v) for k, v in values.items()}).in_language(self.lang)

    def detail(self, found: Found) -> str:
        """What came back and what should have, labelled in the reader's language."""
        return labelled(found.detail, self.say)

    def place(self, where: Place) -> str:
        """A line of the student's own text."""
        text = IN_CELL if where.cell else ON_LINE
        return self.say(text, cell=where.cell, line=where.line)

    def verdict(self) -> str:
        """The whole in one sentence."""
        if self.broken:
            return self.say(OF_OURS, why=self.broken.why)
        if not self.found:
            return self.say(NO_CHECK)
        count = sum(map(self.passed, self.found))
        return self.say(VERDICT, right=count, all=len(self.found))
