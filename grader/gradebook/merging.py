"""Joins gradebooks into one: facts are copied, none twice, none lost.

An attempt is the same where submission and whole record are; ids and runs say nothing across
gradebooks. All is copied in one transaction: a merge that is killed has changed nothing.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, Table, insert, select

from grader.faults import UsageFault
from grader.gradebook import schema
from grader.gradebook.queries import latest_attempts
from grader.gradebook.store import SHARD, Gradebook

a, s, n, sub, r, e = (
    schema.attempt,
    schema.student,
    schema.assignment,
    schema.submission,
    schema.run,
    schema.environment,
)


class Merged(NamedTuple):
    """What a merge has added, and the shards that are still missing."""

    attempts: int
    amendments: int
    missing: tuple[str, ...]


def merge(books: Sequence[Gradebook], into: Gradebook) -> Merged:
    """Copy what `books` hold and `into` does not.

    Raises:
        UsageFault: what counts would then be of several seeds or several versions of checks, or
            an older attempt would take the place of a newer one. Nothing was changed.
    """
    seed = _one_of_each([into, *books])
    with into.engine.begin() as connection:
        _alone(connection)
        target = _Target(connection, into.shown)
        streams = [_attempts(book) for book in books]
        attempts = sum(
            target.attempt(row, outcomes, book)
            for row, outcomes, book in heapq.merge(*streams, key=lambda one: one[0].started_at)
        )
        amendments = sum(target.amendments(book) for book in books)
        for book in books:
            target.settings(book)
        if seed is not None:
            target.keep(schema.setting, {"key": "seed"}, {"value": seed})
        return Merged(attempts, amendments, target.missing())


def _alone(connection: Connection) -> None:
    """Let no other program write before we have: two merges at once copy nothing twice."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("LOCK TABLE attempt IN EXCLUSIVE MODE")


def _one_of_each(books: Sequence[Gradebook]) -> str | None:
    """The one seed of the attempts that will count, None where there are none.

    Raises:
        UsageFault: there are several, or an assignment was judged by several versions of checks.
    """
    counting: dict[tuple[str, str], tuple[Any, str]] = {}
    for book in books:
        with book.engine.connect() as connection:
            for row in connection.execute(latest_attempts(with_record=False)):
                key = (row.student, row.assignment)
                before = counting.get(key)
                newer = before is None or row.started_at >= before[0].started_at
                if newer and not row.provisional:
                    counting[key] = (row, book.shown)
    seeds: dict[str, str] = {}
    checks: dict[str, dict[str, str]] = {}
    for row, shown in counting.values():
        seeds.setdefault(row.seed, shown)
        checks.setdefault(row.assignment, {}).setdefault(row.checks_digest, shown)
    for name, digests in checks.items():
        if len(digests) > 1:
            raise UsageFault(
                f"{_both(digests)}: {name} was judged by different checks or devices; grade all "
                "shards with one version of the course, then merge."
            )
    if len(seeds) > 1:
        raise UsageFault(
            f"{_both(seeds)}: graded with the seeds {' and '.join(list(seeds)[:2])}; grade all "
            "shards with one --seed, then merge."
        )
    return next(iter(seeds), None)


def _both(found: dict[str, str]) -> str:
    return " and ".join(dict.fromkeys(list(found.values())[:2]))


def _attempts(book: Gradebook) -> Iterator[tuple[Row[Any], list[dict[str, Any]], Gradebook]]:
    """Each attempt of a gradebook in its order, with its outcomes and its gradebook."""
    query = (
        select(a, s.c.name.label("student"), n.c.name.label("assignment"), e.c.facts)
        .add_columns(sub.c.digest, sub.c.form, r.c.command, r.c.started_at.label("run_started_at"))
        .add_columns(r.c.seed.label("run_seed"))
        .join_from(a, sub, sub.c.id == a.c.submission_id)
        .join(s, s.c.id == sub.c.student_id)
        .join(n, n.c.id == sub.c.assignment_id)
        .join(e, e.c.id == a.c.environment_id)
        .join(r, r.c.id == a.c.run_id)
        .order_by(a.c.id)
    )
    with book.engine.connect() as rows, book.engine.connect() as other:
        for row in rows.execution_options(yield_per=200).execute(query):
            found = select(schema.outcome).filter_by(attempt_id=row.id)
            yield row, [dict(one) for one in other.execute(found).mappings()], book


class _Target:
    """The gradebook that grows, within its transaction."""

    def __init__(self, connection: Connection, shown: str) -> None:
        self.connection = connection
        self.shown = shown

    def keep(self, table: Table, key: dict[str, Any], more: dict[str, Any]) -> Any:
        """The first column of the row with this key, inserted where it is missing."""
        query: Select[Any] = select(next(iter(table.columns))).filter_by(**key)
        found = self.connection.execute(query).scalars().first()
        return found if found is not None else self._insert(table, {**key, **more})

    def _insert(self, table: Table, row: dict[str, Any]) -> Any:
        key = self.connection.execute(insert(table).values(row)).inserted_primary_key
        assert key is not None
        return key[0]

    def attempt(self, row: Row[Any], outcomes: list[dict[str, Any]], book: Gradebook) -> bool:
        """Add an attempt with its outcomes; False where it is there already."""
        submission = self._submission(row)
        query = select(a.c.record).where(a.c.submission_id == submission)
        if row.record in self.connection.execute(query).scalars():
            return False
        self._refuse_older(row, book)
        copied = {c.name: row._mapping[c] for c in a.columns if not c.foreign_keys} | {
            "submission_id": submission,
            "run_id": self._run(row, submission),
            "environment_id": self.keep(e, {"facts": row.facts}, {}),
        }
        del copied["id"]
        new = self._insert(a, copied)
        if outcomes:
            rows = [{**outcome, "attempt_id": new} for outcome in outcomes]
            self.connection.execute(insert(schema.outcome), rows)
        return True

    def _submission(self, row: Row[Any]) -> Any:
        ids = {
            "student_id": self.keep(s, {"name": row.student}, {}),
            "assignment_id": self.keep(n, {"name": row.assignment}, {}),
        }
        return self.keep(sub, {**ids, "digest": row.digest, "form": row.form}, {})

    def _run(self, row: Row[Any], submission: Any) -> Any:
        """A run like the attempt's that does not hold this submission already."""
        key = {"seed": row.run_seed, "started_at": row.run_started_at, "command": row.command}
        taken = select(a.c.run_id).where(a.c.submission_id == submission)
        query = select(r.c.id).filter_by(**key).where(r.c.id.not_in(taken))
        found = self.connection.execute(query).scalars().first()
        return found if found is not None else self._insert(r, key)

    def _refuse_older(self, row: Row[Any], book: Gradebook) -> None:
        """What is added last counts: it may not be older than what another gradebook said.

        Within one gradebook the order says it: a clock may jump.

        Raises:
            UsageFault: it is older.
        """
        query = (
            select(a.c.started_at, a.c.record)
            .join(sub, sub.c.id == a.c.submission_id)
            .join(s, s.c.id == sub.c.student_id)
            .join(n, n.c.id == sub.c.assignment_id)
            .where(s.c.name == row.student, n.c.name == row.assignment)
            .order_by(a.c.id.desc())
        )
        newest = self.connection.execute(query).first()
        if newest is None or newest.started_at <= row.started_at:
            return
        with book.engine.connect() as source:
            its_own = source.execute(select(a.c.id).where(a.c.record == newest.record)).first()
        if its_own is None:
            raise UsageFault(
                f"{book.shown}: its grade of {row.student!r} for {row.assignment} is older than "
                f"the one in {self.shown}, and would count instead; merge into a new gradebook."
            )

    def amendments(self, book: Gradebook) -> int:
        """Add a gradebook's amendments; returns how many there were to add."""
        here = self._amended(self.connection)
        with book.engine.connect() as connection:
            there = self._amended(connection)
        new = list((there - here).elements())
        for student, assignment, *values in new:
            ids = {
                "student_id": self.keep(s, {"name": student}, {}),
                "assignment_id": self.keep(n, {"name": assignment}, {}),
            }
            row = dict(zip(("points", "author", "reason", "made_at"), values, strict=True))
            self._insert(schema.amendment, {**ids, **row})
        return len(new)

    def _amended(self, connection: Connection) -> Counter[Any]:
        """How often each amendment is there, the oldest first."""
        m = schema.amendment
        query = (
            select(s.c.name, n.c.name, m.c.points, m.c.author, m.c.reason, m.c.made_at)
            .join(s, s.c.id == m.c.student_id)
            .join(n, n.c.id == m.c.assignment_id)
            .order_by(m.c.id)
        )
        return Counter(tuple(row) for row in connection.execute(query))

    def settings(self, book: Gradebook) -> None:
        """Note the shards that a gradebook holds."""
        for shard in book.shards():
            self.keep(schema.setting, {"key": SHARD + shard}, {"value": shard})

    def missing(self) -> tuple[str, ...]:
        """The shards that were never merged, of classes of which others were."""
        values = select(schema.setting.c.value).where(schema.setting.c.key.startswith(SHARD))
        known = set(self.connection.execute(values).scalars())
        sizes = sorted({int(shard.partition("/")[2]) for shard in known})
        every = (f"{number}/{size}" for size in sizes for number in range(1, size + 1))
        return tuple(shard for shard in every if shard not in known)
