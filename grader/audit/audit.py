"""Audits one assignment: everything is handed in through the slots that grade a class."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from grader.audit.equivalent import equivalents
from grader.audit.findings import Audited, Wrongly, checks_of, trial
from grader.audit.trials import (
    complaint,
    known_solutions,
    mutants_of,
    sample,
    work_of_known,
    work_of_mutant,
)
from grader.course import Assignment, Course
from grader.faults import UsageFault
from grader.records import SubmissionRecord
from grader.sandbox.layers import Layers
from grader.slots import Event, Settings, Work, grade_class

OnRecord = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True)
class Plan:
    """How an audit is made; `sample` mutants and named mistakes are drawn, or all are taken."""

    course: Course
    layers: Layers
    jobs: int
    seed: int
    sample: int | None
    on_event: Callable[[Event], None]


def audit(plan: Plan, assignment: Assignment, on_record: OnRecord) -> Audited:
    """Try everything on an assignment's checks.

    Raises:
        UsageFault: a file that it needs is wrong.
        KeyboardInterrupt: asked to stop; every process has ended.
    """
    started = time.monotonic()
    every, reasons = mutants_of(assignment), equivalents(assignment)
    if not every:
        raise UsageFault(f"{assignment.solution}: no exercise is defined there; nothing to audit.")
    chosen = sample(every, plan.sample, plan.seed)
    known = known_solutions(assignment, plan.sample, plan.seed)
    work = [work_of_known(assignment, one) for one in known]
    work += [work_of_mutant(assignment, mutant) for mutant in chosen]
    records = _records(plan, assignment, work, on_record)
    trials = [trial(m, records.get(m.key), reasons.get(m.key, "")) for m in chosen]
    lost = sum(mutant.key not in records for mutant in chosen)
    complaints = [Wrongly("mutants", f"{lost} were not run")] if lost else []
    for one, its in zip(known, work, strict=False):
        record = records.get(its.student)
        why = complaint(one, record) if record else "it was not run"
        if why:
            complaints.append(Wrongly(its.student, why))
    return Audited(
        assignment=assignment.name,
        exercises=tuple(exercise.name for exercise in assignment.metadata.exercises),
        checks=checks_of(trials, records.get("reference module")),
        known=len(known),
        complaints=tuple(complaints),
        trials=tuple(trials),
        stale=tuple(sorted(set(reasons) - {mutant.key for mutant in every})),
        seconds=round(time.monotonic() - started, 1),
        seed=plan.seed,
    )


def _records(
    plan: Plan, assignment: Assignment, work: list[Work], on_record: OnRecord
) -> dict[str, SubmissionRecord]:
    """Each submission's record, by its student."""
    jobs = min(plan.jobs, len(work))
    settings = Settings(plan.course, plan.layers, plan.seed, jobs, (assignment.name,))
    found: dict[str, SubmissionRecord] = {}
    for record in grade_class(work, settings=settings, on_event=plan.on_event):
        found[record.student] = record
        on_record(len(found), len(work))
    return found
