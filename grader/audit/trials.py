"""What an audit hands in: mutants, and every solution whose verdict is known beforehand."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import jupytext

from grader.audit.mutate import Mutant, mutants
from grader.author.skeletons import as_notebook
from grader.calibration.wrong import Wrong, wrong_solutions
from grader.course import Assignment
from grader.records import CheckRecord, Outcome, SubmissionRecord
from grader.slots import Work

T = TypeVar("T")


@dataclass(frozen=True)
class Known:
    """A solution whose verdict is known: full marks, none, or these checks failed."""

    name: str
    form: str
    data: bytes
    wants: str  # "everything" | "nothing" | "caught"
    caught_by: tuple[str, ...] = ()


def known_solutions(assignment: Assignment, count: int | None, seed: int) -> list[Known]:
    """The reference and the skeletons as module and as notebook, and named wrong solutions.

    All wrong solutions, or `count` drawn by the seed.

    Raises:
        UsageFault: a wrong solution does not say which check must catch it.
    """
    text = assignment.solution.read_text(encoding="utf-8")
    cells = [(cell.cell_type, cell.source) for cell in jupytext.reads(text, fmt="py:light").cells]
    notebook = as_notebook(cells, assignment.name).encode()
    return [
        Known("reference", "module", text.encode(), "everything"),
        Known("reference", "notebook", notebook, "everything"),
        *_skeletons(assignment),
        *(_known(wrong) for wrong in sample(wrong_solutions(assignment), count, seed)),
    ]


def mutants_of(assignment: Assignment) -> list[Mutant]:
    """All mutants of an assignment's reference."""
    names = [exercise.name for exercise in assignment.metadata.exercises]
    return mutants(assignment.name, assignment.solution.read_text(encoding="utf-8"), names)


def sample(every: Sequence[T], count: int | None, seed: int) -> list[T]:
    """All of them, or so many drawn by the seed, in their order."""
    if count is None or count >= len(every):
        return list(every)
    drawn = random.Random(seed).sample(range(len(every)), count)
    return [every[number] for number in sorted(drawn)]


def work_of_known(assignment: Assignment, known: Known) -> Work:
    """A known solution as a submission; all checks judge it."""
    form, source = ("module", ".py") if known.form == "module" else ("notebook", ".ipynb")
    return Work(
        student=f"{known.name} {form}",
        assignment=assignment,
        form="module" if form == "module" else "notebook",
        source=f"{known.name}{source}",
        read=lambda: known.data,
    )


def work_of_mutant(assignment: Assignment, mutant: Mutant) -> Work:
    """A mutant as a submission; the checks of the exercises that it can change judge it."""
    return Work(
        student=mutant.key,
        assignment=assignment,
        form="module",
        source=f"{assignment.name}.py",
        read=mutant.source.encode,
        exercises=mutant.exercises,
    )


def complaint(known: Known, record: SubmissionRecord) -> str:
    """What is wrong with the verdict on a known solution; empty where it is as it must be."""
    if record.provisional:
        faults = [f.detail for f in record.faults if f.whose == "grader"]
        broken = [c.id for c in record.checks if c.outcome is Outcome.ERROR]
        return f"a fault of ours: {' '.join([*faults, *broken])[:400]}"
    failed = [check for check in record.checks if check.outcome is not Outcome.PASSED]
    if known.wants == "everything":
        lost = ", ".join(check.id for check in failed) or ", ".join(
            fault.message.english() for fault in record.faults
        )
        return f"it does not get full marks: {lost}" if lost or not record.checks else ""
    if known.wants == "nothing":
        passed = [check.id for check in record.checks if check.points]
        return f"it earns points: {', '.join(passed)}" if passed else ""
    return _not_caught(known, record, failed)


def _not_caught(known: Known, record: SubmissionRecord, failed: list[CheckRecord]) -> str:
    """Every check that is named must fail, and none of another exercise may."""
    strange = set(known.caught_by) - {check.id for check in record.checks}
    if strange:
        return f"it names checks that are not there: {', '.join(sorted(strange))}"
    missed = set(known.caught_by) - {check.id for check in failed}
    if missed:
        return f"it passes {', '.join(sorted(missed))}"
    meant = {check.exercise for check in record.checks if check.id in known.caught_by}
    others = [check.id for check in failed if check.exercise not in meant]
    return f"it loses points of other exercises: {', '.join(others)}" if others else ""


def _skeletons(assignment: Assignment) -> Iterator[Known]:
    for folder in (assignment.folder, assignment.folder / "en"):
        for form, ending in (("module", "py"), ("notebook", "ipynb")):
            path = folder / f"{assignment.name}.{ending}"
            if path.exists():
                lang = "en" if folder.name == "en" else "es"
                yield Known(f"skeleton {lang}", form, path.read_bytes(), "nothing")


def _known(wrong: Wrong) -> Known:
    return Known(f"wrong {wrong.name}", "module", wrong.source.encode(), "caught", wrong.caught_by)
