"""What is written to a gradebook and read from it."""

from __future__ import annotations

import difflib
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, ExceptionContext, Table, event, func, insert, select
from sqlalchemy.exc import IntegrityError, OperationalError

from grader.faults import GraderFault, UsageFault
from grader.gradebook import schema
from grader.gradebook.queries import latest_attempts
from grader.records import Amendment, CheckRecord, SubmissionRecord

KEPT = "What was graded before is kept."
RETRY_S = 0.25
SHARD = "shard "  # a setting for each shard of a class that is in a gradebook

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(SubmissionRecord).decode


class _Gone(GraderFault):
    """The database's server ended a connection, or takes none: it may be starting again."""


class Grade(msgspec.Struct, frozen=True):
    """What counts for a student and an assignment: the latest attempt and all amendments."""

    student: str
    assignment: str
    points: float
    max_points: float
    amended: float


class Gradebook:
    """An open gradebook. Every method that writes is one transaction, durable when it returns.

    Every method raises GraderFault where the database is locked for long, full or gone.
    """

    def __init__(self, engine: Engine, shown: str, patience_s: float) -> None:
        self.engine = engine
        self.shown = shown
        self.patience_s = patience_s
        event.listen(engine, "handle_error", self._told)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that it consists of; none where a server keeps it."""
        named = self.engine.url.database
        if self.engine.name != "sqlite" or not named:
            return ()
        return tuple(Path(named.removeprefix("file:") + end) for end in ("", "-wal", "-shm"))

    def _told(self, context: ExceptionContext) -> None:
        """A database that is locked, full or gone is one sentence, whatever was asked of it.

        Raises:
            GraderFault: that sentence.
        """
        error = context.sqlalchemy_exception
        if isinstance(error, OperationalError) and not context.is_pre_ping:
            gone = context.is_disconnect or context.connection is None
            fault = _Gone if gone and self.engine.name != "sqlite" else GraderFault
            raise fault(f"{sentence(self.shown, str(error.orig))} {KEPT}") from error

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def seed(self, requested: int | None) -> int:
        """The seed asked for, or the one of this gradebook; drawn and kept at its first use."""
        if requested is not None:
            return requested
        drawn = {"value": str(secrets.randbelow(1 << 53))}
        with self.engine.begin() as connection:
            _keep(connection, schema.setting, {"key": "seed"}, drawn)
            query = select(schema.setting.c.value).where(schema.setting.c.key == "seed")
            return int(connection.execute(query).scalar_one())

    def keep_shard(self, shard: str) -> None:
        """Note that this gradebook is of one shard ("1/3") of a class."""
        with self.engine.begin() as connection:
            _keep(connection, schema.setting, {"key": f"{SHARD}{shard}"}, {"value": shard})

    def shards(self) -> tuple[str, ...]:
        """The shards that it is of; none where it is of whole classes."""
        query = select(schema.setting.c.value).where(schema.setting.c.key.startswith(SHARD))
        with self.engine.connect() as connection:
            return tuple(sorted(connection.execute(query).scalars()))

    def begin_run(self, seed: int, command: str) -> int:
        """A row for this run; returns its id."""
        row = {"seed": str(seed), "started_at": now(), "command": command}
        with self.engine.begin() as connection:
            key = connection.execute(insert(schema.run).values(row)).inserted_primary_key
            return int(key[0]) if key else 0

    def append(self, record: SubmissionRecord, run_id: int) -> None:
        """Record a graded submission; a server that is away is waited for."""
        until = time.monotonic() + self.patience_s
        while True:
            try:
                return self._append(record, run_id)
            except _Gone:
                if time.monotonic() >= until:
                    raise
                time.sleep(RETRY_S)

    def _append(self, record: SubmissionRecord, run_id: int) -> None:
        with self.engine.begin() as connection:
            # Tables in one order everywhere: so no two runs wait for each other.
            own = {"submission_id": _submission(connection, record), "run_id": run_id}
            if connection.execute(select(schema.attempt.c.id).filter_by(**own)).first():
                return  # said twice, recorded once
            attempt = {
                **own,
                "environment_id": _environment(connection, record),
                "seed": str(record.seed),
                "checks_digest": record.checks_digest,
                "started_at": record.started_at,
                "points": record.points,
                "max_points": record.max_points,
                "provisional": record.provisional,
                "record": _encode(record).decode("utf-8", "replace").replace("\\u0000", "\\ufffd"),
            }
            key = connection.execute(insert(schema.attempt).values(attempt)).inserted_primary_key
            assert key is not None
            rows = [_outcome(check, key[0]) for check in record.checks]
            if rows:
                connection.execute(insert(schema.outcome), rows)

    def latest(self) -> Iterator[SubmissionRecord]:
        """The latest record of each student and assignment, one at a time."""
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=200).execute(latest_attempts()):
                yield _decode(row.record)

    def known(self, seed: int) -> dict[tuple[str, str], tuple[str, ...]]:
        """(student, assignment) -> (digest, form, checks_digest) of latest attempts that stand.

        One that a fault of ours left open does not stand, nor does one with another seed. Layers
        and versions do not count: a grade says which there were, and does not depend on them.
        """
        with self.engine.connect() as connection:
            rows = connection.execute(latest_attempts(with_record=False)).all()
        return {
            (row.student, row.assignment): (row.digest, row.form, row.checks_digest)
            for row in rows
            if not row.provisional and row.seed == str(seed)
        }

    def amend(self, student: str, assignment: str, points: float, author: str, reason: str) -> None:
        """Add points to a grade (or take some away): a row with author, time and reason.

        Raises:
            UsageFault: there is no such grade.
        """
        if not any((g.student, g.assignment) == (student, assignment) for g in self.grades()):
            raise UsageFault(self._no_grade(student, assignment))
        with self.engine.begin() as connection:
            row = {
                "student_id": _id(connection, schema.student, student),
                "assignment_id": _id(connection, schema.assignment, assignment),
                "points": points,
                "author": author,
                "reason": reason,
                "made_at": now(),
            }
            connection.execute(insert(schema.amendment).values(row))

    def _no_grade(self, student: str, assignment: str) -> str:
        graded = sorted(
            {grade.student for grade in self.grades() if grade.assignment == assignment}
        )
        near = difflib.get_close_matches(student, graded, n=3, cutoff=0.4)
        like = f"; is it one of {', '.join(near)}?" if near else "."
        return f"{self.shown}: no grade of {student!r} for {assignment}{like}"

    def amendments(self) -> dict[tuple[str, str], tuple[Amendment, ...]]:
        """(student, assignment) -> the amendments of that grade, the oldest first."""
        a, s, n = schema.amendment, schema.student, schema.assignment
        query = (
            select(s.c.name, n.c.name, a.c.points, a.c.author, a.c.reason, a.c.made_at)
            .join(s, s.c.id == a.c.student_id)
            .join(n, n.c.id == a.c.assignment_id)
            .order_by(a.c.id)
        )
        found: dict[tuple[str, str], tuple[Amendment, ...]] = {}
        with self.engine.connect() as connection:
            for student, assignment, *row in connection.execute(query):
                key = (student, assignment)
                found[key] = (*found.get(key, ()), Amendment(*row))
        return found

    def grades(self) -> list[Grade]:
        """What counts now, for every student and assignment."""
        a = schema.amendment
        added = select(a.c.student_id, a.c.assignment_id, func.sum(a.c.points).label("points"))
        added = added.group_by(a.c.student_id, a.c.assignment_id)
        with self.engine.connect() as connection:
            amended = {(r.student_id, r.assignment_id): r.points for r in connection.execute(added)}
            rows = connection.execute(latest_attempts(with_record=False)).all()
        return [
            Grade(
                r.student,
                r.assignment,
                r.points + amended.get((r.student_id, r.assignment_id), 0.0),
                r.max_points,
                amended.get((r.student_id, r.assignment_id), 0.0),
            )
            for r in rows
        ]


def now() -> str:
    """The time as ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def sentence(shown: str, why: str) -> str:
    """What is wrong with a gradebook, from what its database says."""
    if "locked" in why:
        return f"{shown}: another program has locked the gradebook; try again when it is done."
    if "readonly" in why or "read-only" in why:
        return f"{shown}: the gradebook is read-only; make it writable or name another one."
    if "full" in why:
        return f"{shown}: no disk space is left for the gradebook; make room and run this again."
    if "not a database" in why:
        return f"{shown}: this file is not a gradebook; name another one with --gradebook."
    return f"{shown}: the gradebook cannot be used ({why.splitlines()[0]})."


def _id(connection: Connection, table: Table, name: str) -> int:
    query = select(table.c.id).where(table.c.name == name)
    return int(connection.execute(query).scalar_one())


def _submission(connection: Connection, record: SubmissionRecord) -> Any:
    row = {
        "student_id": _keep(connection, schema.student, {"name": record.student}),
        "assignment_id": _keep(connection, schema.assignment, {"name": record.assignment}),
        "digest": record.digest,
        "form": record.form,
    }
    return _keep(connection, schema.submission, row)


def _environment(connection: Connection, record: SubmissionRecord) -> Any:
    facts = {**record.environment, "sandbox": record.sandbox}
    text = msgspec.json.encode(facts, order="deterministic").decode()
    return _keep(connection, schema.environment, {"facts": text})


def _outcome(check: CheckRecord, attempt: Any) -> dict[str, Any]:
    return {
        "attempt_id": attempt,
        "check_id": check.id,
        "exercise": check.exercise,
        "outcome": str(check.outcome),
        "points": check.points,
        "max_points": check.max_points,
    }


def _keep(
    connection: Connection, table: Table, key: dict[str, Any], more: dict[str, Any] | None = None
) -> Any:
    """The first column of the row with this key, inserted where it is missing."""
    query = select(next(iter(table.columns))).filter_by(**key)
    found = connection.execute(query).scalar_one_or_none()
    if found is not None:
        return found
    new = insert(table).values({**key, **(more or {})})
    if connection.dialect.name == "sqlite":  # whose driver begins no transaction at a savepoint
        connection.execute(new.prefix_with("OR IGNORE"))
    else:
        with suppress(IntegrityError), connection.begin_nested():  # another run was faster
            connection.execute(new)
    return connection.execute(query).scalar_one()
