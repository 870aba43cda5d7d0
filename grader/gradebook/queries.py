"""Questions that several readers of a gradebook ask."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from grader.gradebook import schema


def latest_attempts(*, with_record: bool = True) -> Any:
    """The latest attempt of each student and assignment. Ids grow: the clock may jump."""
    sub, att = schema.submission, schema.attempt
    newest = (
        select(func.max(att.c.id).label("id"))
        .join(sub, sub.c.id == att.c.submission_id)
        .group_by(sub.c.student_id, sub.c.assignment_id)
        .subquery()
    )
    columns = [
        schema.student.c.name.label("student"),
        schema.assignment.c.name.label("assignment"),
        *(sub.c.digest, sub.c.form, sub.c.student_id, sub.c.assignment_id),
        *(att.c.checks_digest, att.c.seed, att.c.provisional, att.c.points, att.c.max_points),
        att.c.started_at,
    ]
    if with_record:
        columns.append(att.c.record)
    return (
        select(*columns)
        .join(newest, newest.c.id == att.c.id)
        .join(sub, sub.c.id == att.c.submission_id)
        .join(schema.student, schema.student.c.id == sub.c.student_id)
        .join(schema.assignment, schema.assignment.c.id == sub.c.assignment_id)
        .order_by(schema.student.c.name, schema.assignment.c.id)
    )
