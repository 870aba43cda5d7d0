"""A class graded in shards and merged is the class graded at once."""

import csv
import shutil
import sqlite3
import subprocess
from types import SimpleNamespace

import pytest

from tests.e2e.small import GRADER, SOLUTION, Class, sentence

HALF = SOLUTION.replace("return x + x", "return x")
STUDENTS = ("ana", "bea", "eva", "Núñez, José", "zoe")
UNEQUAL = ("graded_at",)


def merge(klass, *words):
    """Run `grader merge` with the class's course."""
    command = [str(w) for w in (GRADER, "merge", *words, "--course", klass.course, "--lang", "en")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def grades(folder):
    """`grades.csv` without what differs from run to run."""
    table = (folder / "grades.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert len(rows) == len(STUDENTS)
    return [{k: v for k, v in row.items() if k not in UNEQUAL} for row in rows]


def verdicts(book):
    """Every outcome and amendment of a gradebook, twice where it stands there twice."""
    query = (
        "SELECT student.name, form, digest, attempt.seed, checks_digest, provisional, check_id, "
        "outcome, outcome.points FROM attempt JOIN submission ON submission.id = submission_id "
        "JOIN student ON student.id = student_id JOIN outcome ON attempt_id = attempt.id "
        "ORDER BY 1, check_id"
    )
    with sqlite3.connect(book) as connection:
        return connection.execute(query).fetchall()


def rows(book):
    """Everything in a gradebook."""
    with sqlite3.connect(book) as connection:
        return list(connection.iterdump())


@pytest.fixture(scope="module")
def sharded(tmp_path_factory):
    """A class graded at once, and again in three shards that were merged."""
    klass = Class(tmp_path_factory.mktemp("shards"))
    for student in STUDENTS:
        klass.hand_in(student, HALF if student == "bea" else SOLUTION)
    (klass.folder / "stray.txt").write_text("")
    runs = [klass.run()]
    shards = [klass.tmp / f"shard-{number}" for number in (1, 2, 3)]
    for number, shard in enumerate(shards, 1):
        words = ("--shard", f"{number}/3", "--out", shard, "--gradebook", shard / "gradebook.db")
        runs.append(klass.run(*words))
    assert [done.returncode for done in runs] == [0, 0, 0, 0], [done.stderr for done in runs]
    book = klass.tmp / "merged/all.db"
    done = merge(klass, *shards, "--into", book)
    return SimpleNamespace(klass=klass, shards=shards, book=book, done=done)


def test_shards_merged_are_the_class_graded_at_once(sharded):
    """Verdicts and `grades.csv` of three merged shards are those of one undivided run."""
    assert sharded.done.returncode == 0, sharded.done.stderr
    assert "5 attempts and 0 amendments added, 5 grades in all." in sharded.done.stdout
    assert verdicts(sharded.book) == verdicts(sharded.klass.book)
    assert grades(sharded.book.parent) == grades(sharded.klass.out)
    whole = {path.relative_to(sharded.klass.out) for path in sharded.klass.out.rglob("*.html")}
    merged = sharded.book.parent
    assert {path.relative_to(merged) for path in merged.rglob("*.html")} == whole


def test_the_class_is_split_by_student(sharded):
    """Each student is in one shard; one that nobody falls into is no fault."""
    parts = [{row[0] for row in verdicts(shard / "gradebook.db")} for shard in sharded.shards]
    assert sorted(name for part in parts for name in part) == sorted(STUDENTS)
    assert [len(part) for part in parts] == [3, 2, 0]


def test_what_no_shard_could_place_is_told_once(sharded):
    """A stray file, which every shard's run saw, is one line."""
    assert sentence(sharded.done).endswith("stray.txt: a file here is no student's folder")


def test_the_same_shard_again_changes_nothing(sharded):
    """Merging all shards again, one of them twice, leaves every row as it was."""
    before = rows(sharded.book)
    done = merge(sharded.klass, *sharded.shards, sharded.shards[0], "--into", sharded.book)
    assert done.returncode == 0
    assert "0 attempts and 0 amendments added, 5 grades in all." in done.stdout
    assert rows(sharded.book) == before


def test_a_missing_shard_is_told_until_it_comes(sharded, tmp_path):
    """Two shards of three exit 1 and name the third; once it is merged, all are there."""
    first, second, third = sharded.shards
    done = merge(sharded.klass, first, third, "--into", tmp_path / "all.db", "--quiet")
    assert done.returncode == 1
    assert "grader: shard 2/3 is missing: merge its gradebook too." in done.stderr.splitlines()
    done = merge(sharded.klass, second, "--into", tmp_path / "all.db", "--quiet")
    assert (done.returncode, "is missing" in done.stderr) == (0, False)
    assert verdicts(tmp_path / "all.db") == verdicts(sharded.klass.book)


def changed(shard, tmp_path, query):
    """A copy of a shard's gradebook in which something is otherwise."""
    shutil.copy(shard / "gradebook.db", tmp_path / "other.db")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        assert connection.execute(query).rowcount > 0
    return tmp_path / "other.db"


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("UPDATE attempt SET seed = '8'", "graded with the seeds"),
        ("UPDATE attempt SET checks_digest = 'c'", "tiny was judged by different checks"),
        (
            "UPDATE attempt SET record = replace(record, '4', '5'), started_at = '1999'",
            "is older than the one in",
        ),
    ],
    ids=["seed", "checks", "older"],
)
def test_what_does_not_belong_together_is_refused(sharded, tmp_path, query, why):
    """Other seeds, other checks and older work are one sentence, exit 2, and change nothing."""
    biggest = max(sharded.shards, key=lambda shard: len(verdicts(shard / "gradebook.db")))
    other = changed(biggest, tmp_path, query)
    before = rows(sharded.book)
    shards = [shard for shard in sharded.shards if shard != biggest]
    into = sharded.book if "older" in why else tmp_path / "new.db"
    done = merge(sharded.klass, *shards, other, "--into", into)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in sentence(done)
    assert rows(sharded.book) == before
    assert into == sharded.book or verdicts(into) == []


def test_amendments_are_merged_once(sharded, tmp_path):
    """What staff amended in a shard counts in the merged class, however often it is merged."""
    shard = next(s for s in sharded.shards if "bea" in {r[0] for r in verdicts(s / "gradebook.db")})
    own = tmp_path / "shard"
    own.mkdir()
    shutil.copy(shard / "gradebook.db", own)
    words = ("bea", "tiny", "--points", "1", "--reason", "late bus", "--author", "Ruiz")
    command = (GRADER, "amend", *words, "--gradebook", own / "gradebook.db")
    done = subprocess.run(
        [*map(str, command), "--course", str(sharded.klass.course)], capture_output=True, timeout=60
    )
    assert done.returncode == 0
    others = [s for s in sharded.shards if s != shard]
    for added in (1, 0):
        done = merge(sharded.klass, own, *others, "--into", tmp_path / "all.db")
        assert f"and {added} amendments added" in done.stdout
    points = {row["student"]: row["points"] for row in grades(tmp_path)}
    assert points["bea"] == "3"


@pytest.mark.parametrize("kind", ["missing", "empty", "junk", "cut"])
def test_a_gradebook_that_is_none_is_one_sentence(sharded, tmp_path, kind):
    """A missing, empty, foreign or cut-off gradebook is named, and nothing is merged."""
    bad = tmp_path / "bad.db"
    data = (sharded.shards[0] / "gradebook.db").read_bytes()
    content = {"empty": b"", "junk": b"no database" * 500, "cut": data[: len(data) // 3]}
    if kind in content:
        bad.write_bytes(content[kind])
    done = merge(sharded.klass, *sharded.shards, bad, "--into", tmp_path / "all.db")
    assert (done.returncode, done.stdout) == (2, "")
    told = "no gradebook there" if kind == "missing" else "this is not a whole gradebook"
    assert f"{bad}: {told}" in sentence(done)
    assert not (tmp_path / "all.db").exists()
    assert kind not in content or bad.read_bytes() == content[kind]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--shard", "0/3"), "--shard '0/3': say which part of how many"),
        (("--shard", "4/3"), "--shard '4/3': say which part of how many"),
        (("--shard", "one"), "--shard 'one': say which part of how many"),
        (("--shard", "1/3/3"), "--shard '1/3/3': say which part of how many"),
    ],
)
def test_a_shard_that_is_none_is_one_sentence(sharded, words, why):
    """A share that cannot be exits 2 and says how shares are written."""
    done = sharded.klass.run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in sentence(done)


def test_shards_need_one_seed(sharded, tmp_path):
    """Without `--seed`, shards would draw different inputs: told before anything is graded."""
    command = (GRADER, "run", sharded.klass.folder, "--shard", "1/3", "--out", tmp_path / "out")
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "--shard 1/3 needs --seed" in sentence(done)
    assert not (tmp_path / "out").exists()
