"""Slots share a queue, and survive each other."""

import threading
from pathlib import Path

import pytest

from grader.course import Course
from grader.faults import GraderFault
from grader.messages import Message
from grader.records import Fault, SubmissionRecord
from grader.slots import Settings, Work, grade_class, pool
from grader.slots.slot import GONE

COURSE = Course(Path(__file__).resolve().parents[2])
ASSIGNMENT = COURSE.find("tensors")


class FakeSlot:
    """A slot without processes; `starts` and `grades` may raise, by its number and the student."""

    def __init__(self, number, *_, **__):
        self.number = number

    def start(self):
        self.starts(self.number)

    def grade(self, work):
        return self.grades(self.number, work.student) or self.record(work)

    def record(self, work, found=None, *_):
        faults = found.faults if found else ()
        name = work.assignment.name
        return SubmissionRecord(work.student, name, "", "module", "d", faults=faults)

    def is_broken(self, work):
        return False

    def is_hopeless(self, work, record):
        return any(fault.message.text == GONE for fault in record.faults)

    def close(self):
        pass


def test_waits_double_up_to_a_limit():
    """The first failures cost little time, and none of the later ones minutes."""
    assert [pool.pause_s(failures) for failures in range(1, 6)] == [1.0, 2.0, 4.0, 5.0, 5.0]


@pytest.fixture
def graded(monkeypatch):
    """A function: grade students with slots that fail as told; returns records and events."""
    monkeypatch.setattr(pool, "Slot", FakeSlot)
    monkeypatch.setattr(pool, "LONGEST_WAIT_S", 0.0)

    def run(students, *, jobs=1, starts=lambda number: None, grades=lambda number, student: None):
        monkeypatch.setattr(FakeSlot, "starts", staticmethod(starts), raising=False)
        monkeypatch.setattr(FakeSlot, "grades", staticmethod(grades), raising=False)
        work = [Work(name, ASSIGNMENT, "module", name, bytes) for name in students]
        events = []
        settings = Settings(COURSE, None, 1, jobs)
        records = list(grade_class(work, settings=settings, on_event=events.append))
        return {r.student: r.provisional for r in records}, [(e.kind, e.slot) for e in events]

    return run


def failing(*numbers):
    """Something that fails in slots of these numbers."""

    def fail(number, *_):
        if number in numbers:
            raise GraderFault("it broke")

    return fail


def test_a_slot_goes_on_once_its_record_is_kept(monkeypatch):
    """None begins before the one before it is kept, and what is done later holds up nobody."""
    begun, kept, seen = threading.Event(), [], []

    def grades(_, student):
        seen.append((student, list(kept)))
        if student == "b":
            begun.set()

    monkeypatch.setattr(pool, "Slot", FakeSlot)
    monkeypatch.setattr(FakeSlot, "starts", staticmethod(lambda number: None), raising=False)
    monkeypatch.setattr(FakeSlot, "grades", staticmethod(grades), raising=False)
    work = [Work(name, ASSIGNMENT, "module", name, bytes) for name in "abc"]
    settings = Settings(COURSE, None, 1, 1)

    def keep(record):
        kept.append(record.student)

    records = grade_class(work, settings=settings, on_event=lambda event: None, keep=keep)
    assert next(records).student == "a"
    assert begun.wait(30)  # though nobody has asked for a second record
    assert [record.student for record in records] == ["b", "c"]
    assert seen == [("a", []), ("b", ["a"]), ("c", ["a", "b"])]


def test_a_slot_that_does_not_come_up_leaves_the_work_to_others(graded):
    """Every submission is graded by the slot that is up, and none is charged for the other."""
    records, events = graded("abcdef", jobs=2, starts=failing(1), grades=slowly)
    assert records == dict.fromkeys("abcdef", False)
    assert [event for event in events if event[0] == "slot-lost"] == [("slot-lost", 1)]


def slowly(number, student):
    """Takes long enough for another slot to fail to come up."""
    import time

    time.sleep(0.02)


def test_where_no_slot_comes_up_nothing_is_recorded(graded):
    """What was never begun gets no record, and the run comes to its end."""
    records, events = graded("ab", jobs=2, starts=failing(0, 1))
    assert records == {}
    assert sorted(event for event in events if event[0] == "slot-lost") == [
        ("slot-lost", 0),
        ("slot-lost", 1),
    ]


def test_a_slot_that_keeps_failing_is_given_up(graded, monkeypatch):
    """So many submissions in a row that failed through us end a slot; what it left stays open."""
    monkeypatch.setattr(pool, "MAX_RESTARTS", 3)
    records, events = graded("abcde", grades=failing(0))
    assert records == dict.fromkeys("abc", True)
    assert events[-1] == ("slot-lost", 0)


def test_a_slot_that_keeps_failing_waits_longer_each_time(graded, monkeypatch):
    """Each failure in a row is followed by a wait for its number, until the slot is given up."""
    waited = []
    monkeypatch.setattr(pool, "MAX_RESTARTS", 4)
    monkeypatch.setattr(pool, "pause_s", lambda failures: waited.append(failures) or 0.0)
    records, _ = graded("abcdef", grades=failing(0))
    assert waited == [1, 2, 3]
    assert records == dict.fromkeys("abcd", True)


def test_a_success_ends_the_waiting(graded, monkeypatch):
    """Failures count in a row: after a submission that went well a slot does not wait."""
    waited = []
    monkeypatch.setattr(pool, "pause_s", lambda failures: waited.append(failures) or 0.0)
    broken = failing(0)
    records, _ = graded("abc", grades=lambda number, who: None if who == "b" else broken(number))
    assert waited == [1, 1]
    assert records == {"a": True, "b": False, "c": True}


def test_one_failure_is_tried_once_more(graded):
    """A fault of ours that passes costs nobody anything."""
    failures = [GraderFault("it broke")]

    def once(number, student):
        if failures:
            raise failures.pop()

    records, events = graded("ab", grades=once)
    assert records == {"a": False, "b": False}
    assert [kind for kind, _ in events].count("retried") == 1


def test_what_cannot_pass_is_not_tried_again(graded):
    """A file that is gone is told once, and not looked for a second time."""

    def gone(number, student):
        faults = (Fault("grader", Message(GONE), detail="gone"),)
        return SubmissionRecord(student, "tensors", "", "module", "d", faults=faults)

    records, events = graded("a", grades=gone)
    assert records == {"a": True}
    assert [kind for kind, _ in events] == ["started", "failed", "finished"]


def test_a_slot_that_cannot_be_made_ends_the_run(graded, monkeypatch):
    """What breaks before a slot is there is told, and the run does not wait for it for ever."""

    def broken(*_, **__):
        raise GraderFault("it broke")

    monkeypatch.setattr(FakeSlot, "__init__", broken)
    assert graded(["ana", "eva"]) == ({}, [("slot-lost", 0)])
