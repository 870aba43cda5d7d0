"""The gradebook keeps what it was told, on SQLite and on PostgreSQL."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from threading import Timer

import msgspec
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from grader.faults import UsageFault
from grader.gradebook import open_gradebook
from grader.gradebook.schema import metadata
from grader.messages import Message
from grader.records import CheckRecord, Fault, Outcome, SubmissionRecord


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def gradebook(request, tmp_path):
    """An empty gradebook of each kind."""
    where = str(tmp_path / "g.db")
    if request.param == "postgres":
        where = os.environ["GRADER_TEST_POSTGRES"]
    with open_gradebook(where) as book:
        yield book
        if request.param == "postgres":
            with book.engine.begin() as connection:
                metadata.drop_all(connection)
                connection.execute(text("DROP TABLE alembic_version"))


def record(student="Ana", digest="d1", points=1.0, seed=5, **more):
    """A graded submission of one check."""
    outcome = Outcome.PASSED if points else Outcome.FAILED
    check = CheckRecord("zeros_are_float32", "zeros", outcome, points, 1.0)
    return SubmissionRecord(
        student,
        "tensors",
        f"{student}/tensors.py",
        "module",
        digest,
        checks=(check,),
        seed=seed,
        checks_digest="c",
        **more,
    )


def test_what_was_appended_comes_back(gradebook):
    """The latest record of each student is read as it was written, odd names included."""
    run = gradebook.begin_run(5, "grader run")
    wanted = [record("Ana"), record("Núñez, José 🎓", points=0.0)]
    for one in wanted:
        gradebook.append(one, run)
    assert sorted(gradebook.latest(), key=lambda r: r.student) == wanted


def test_a_record_is_kept_once_in_a_run(gradebook):
    """Saying a record twice in one run keeps it once."""
    run = gradebook.begin_run(5, "grader run")
    for _ in range(2):
        gradebook.append(record(), run)
    with gradebook.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt")).scalar() == 1


def test_a_record_is_kept_whole_or_not_at_all(gradebook):
    """What fails at its last row, an outcome said twice, leaves no row of its student either."""
    run, one = gradebook.begin_run(5, "grader run"), record()
    with pytest.raises(IntegrityError):
        gradebook.append(msgspec.structs.replace(one, checks=one.checks * 2), run)
    with gradebook.engine.connect() as connection:
        for table in ("student", "submission", "environment", "attempt", "outcome"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_the_newer_attempt_counts_and_the_older_stays(gradebook):
    """A second grading supersedes the first without overwriting it."""
    gradebook.append(record(points=0.0), gradebook.begin_run(5, "first"))
    gradebook.append(record(digest="d2"), gradebook.begin_run(5, "second"))
    assert [g.points for g in gradebook.grades()] == [1.0]
    with gradebook.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM attempt")).scalar() == 2


def test_marks_are_amended_by_rows(gradebook):
    """An amendment adds to the grade; the attempt is untouched."""
    gradebook.append(record(points=0.0), gradebook.begin_run(5, "run"))
    gradebook.amend("Ana", "tensors", 0.5, "a teacher", "the sentence was ambiguous")
    grade = gradebook.grades()[0]
    assert (grade.points, grade.amended) == (0.5, 0.5)
    (change,) = gradebook.amendments()["Ana", "tensors"]
    assert (change.points, change.author) == (0.5, "a teacher")
    assert change.reason == "the sentence was ambiguous"
    assert [one.points for one in gradebook.latest()] == [0.0]


def test_only_grades_that_exist_are_amended(gradebook):
    """A name that nobody has is refused, with those that are like it."""
    gradebook.append(record("Ana"), gradebook.begin_run(5, "run"))
    with pytest.raises(UsageFault, match=r"no grade of 'Anna' for tensors; is it one of Ana\?"):
        gradebook.amend("Anna", "tensors", 1.0, "a teacher", "why")
    with pytest.raises(UsageFault, match="no grade of 'Ana' for inplace"):
        gradebook.amend("Ana", "inplace", 1.0, "a teacher", "why")
    assert gradebook.amendments() == {}


def test_the_seed_stays(gradebook):
    """A gradebook draws its seed once; another one can be asked for."""
    assert gradebook.seed(None) == gradebook.seed(None)
    assert gradebook.seed(12) == 12


def test_only_what_stands_is_known(gradebook):
    """Faults of ours and other seeds leave a submission to be graded again."""
    run = gradebook.begin_run(5, "run")
    gradebook.append(record("Ana"), run)
    gradebook.append(record("Eva", faults=(Fault("grader", Message("lost")),)), run)
    assert gradebook.known(5) == {("Ana", "tensors"): ("d1", "module", "c")}
    assert gradebook.known(6) == {}


def test_the_migrations_make_the_schema(gradebook):
    """Alembic's tables and ours are the same."""
    with gradebook.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_a_newer_schema_is_refused(gradebook):
    """A gradebook of a later version is left alone, in one sentence with both revisions."""
    with gradebook.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    where = gradebook.engine.url.render_as_string(hide_password=False)
    with pytest.raises(UsageFault, match="9999, newer"):
        open_gradebook(where)


WRITER = """
import sys
from grader.gradebook import open_gradebook
from grader.records import SubmissionRecord
with open_gradebook(sys.argv[1]) as book:
    run = book.begin_run(1, "run")
    for number in range(100_000):
        book.append(SubmissionRecord(f"s{number}", "tensors", "s", "module", "d"), run)
        print(number, flush=True)
"""


@pytest.mark.parametrize("acknowledged", [1, 5, 17])
def test_a_killed_writer_loses_nothing(tmp_path, acknowledged):
    """What was acknowledged before kill -9 is there afterwards."""
    where = tmp_path / "g.db"
    command = [sys.executable, "-c", WRITER, str(where)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        for _ in range(acknowledged):
            said = writer.stdout.readline()
        writer.kill()
    with open_gradebook(str(where)) as book:
        kept = {r.student for r in book.latest()}
    assert {f"s{number}" for number in range(int(said) + 1)} <= kept


def test_a_uri_makes_no_folder(tmp_path, monkeypatch):
    """A gradebook named by SQLite's own URI is opened, and no folder called `file:` is made."""
    monkeypatch.chdir(tmp_path)
    with open_gradebook(f"sqlite:///file:{tmp_path}/grades.db?uri=true"):
        assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []
    assert (tmp_path / "grades.db").exists()


def test_a_new_gradebook_is_waited_for(tmp_path):
    """Where another program begins to write before the write-ahead log is on, it is waited for."""
    where = tmp_path / "g.db"
    with closing(sqlite3.connect(where, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE a (b)")
        other.execute("BEGIN IMMEDIATE")
        Timer(0.3, other.execute, ["COMMIT"]).start()
        with open_gradebook(str(where)) as book:
            assert book.grades() == []


def test_a_timeout_is_a_number(tmp_path):
    """A timeout that is no number of seconds is refused in one sentence."""
    with pytest.raises(UsageFault, match="timeout is 'long'"):
        open_gradebook(f"sqlite:///{tmp_path}/g.db?timeout=long")
