"""Grades are amended through the command line, and every report shows it."""

import csv
import subprocess

import pytest

from tests.e2e.small import GRADER, SOLUTION, sentence

HALF = SOLUTION.replace("return x + x", "return x")


@pytest.fixture
def graded(klass):
    """A class of two: one without the points of `double`, one with full marks."""
    klass.hand_in("ana", HALF)
    klass.hand_in("eva")
    assert klass.run().returncode == 0
    return klass


def amend(klass, *words, **options):
    """Run `grader amend` with the class's course, reports and gradebook."""
    places = ("--course", klass.course, "--out", klass.out, "--gradebook", klass.book)
    command = [str(word) for word in (GRADER, "amend", *words, *places)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


def page(klass, side, student):
    """A student's page, or staff's page about them."""
    (found,) = klass.out.glob(f"{side}/{student}*/tiny.html")
    return found.read_text(encoding="utf-8")


def test_every_report_counts_an_amendment(graded):
    """Pages of student and staff, index, grades.csv and results.json show the amended grade."""
    reason = "the sentence was ambiguous"
    done = amend(graded, "ana", "tiny", "--points", "1.5", "--reason", reason, "--author", "Ruiz")
    assert (done.returncode, done.stderr) == (0, "")
    assert "ana tiny: 2 +1.5 = 3.5 / 4, recorded." in done.stdout
    assert graded.results()["ana"]["points"] == 3.5
    assert graded.results()["ana"]["amended"] == 1.5
    table = (graded.out / "grades.csv").read_text(encoding="utf-8-sig")
    grades = {row["student"]: row for row in csv.DictReader(table.splitlines())}
    assert (grades["ana"]["points"], grades["ana"]["amended"]) == ("3.5", "1.5")
    assert "adjusted this grade: +1.5 points" in page(graded, "students", "ana")
    assert reason not in page(graded, "students", "ana")
    assert all(text in page(graded, "staff", "ana") for text in (reason, "Ruiz", "+1.5"))
    assert "3.5" in (graded.out / "index.html").read_text(encoding="utf-8")


def test_amendments_add_up_and_stay(graded):
    """A second amendment undoes the first; a later run keeps both, and the table says so."""
    amend(graded, "ana", "tiny", "--points", "2", "--reason", "a mistake of mine")
    amend(graded, "ana", "tiny", "--points", "-1", "--reason", "half of it")
    again = graded.run("--force")
    assert again.returncode == 0
    assert "(+1 by staff)" in again.stdout
    assert graded.results()["ana"]["points"] == 3
    assert all(why in page(graded, "staff", "ana") for why in ("a mistake of mine", "half of it"))
    assert graded.recorded() == [("ana", 2.0), ("ana", 2.0), ("eva", 4.0), ("eva", 4.0)]


def test_the_gradebook_alone_is_enough(graded):
    """Amended without its reports, a grade is shown by the next run's."""
    command = [GRADER, "amend", "ana", "tiny", "--points", "1", "--reason", "late", "--course"]
    book = graded.tmp / "elsewhere" / "g.db"
    book.parent.mkdir()
    graded.book.rename(book)
    done = subprocess.run(
        [*map(str, command), str(graded.course), "--gradebook", str(book)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "The next grader run shows it in its reports." in done.stdout
    assert graded.results()["ana"]["points"] == 2
    assert graded.run("--gradebook", book).returncode == 0
    assert graded.results()["ana"]["points"] == 3
    assert "adjusted this grade: +1 points" in page(graded, "students", "ana")


def test_what_cannot_be_amended(graded):
    """A wrong name, no points and no reason are one sentence each, and nothing is recorded."""
    cases = {
        ("anna", "tiny", "1", "x"): "no grade of 'anna' for tiny; is it one of ana?",
        ("ana", "algebra", "1", "x"): "no assignment 'algebra'",
        ("ana", "tiny", "nan", "x"): "name the points to add",
        ("ana", "tiny", "0", "x"): "name the points to add",
        ("ana", "tiny", "1", " "): "--reason is empty",
    }
    for (student, name, points, reason), why in cases.items():
        done = amend(graded, student, name, "--points", points, "--reason", reason)
        assert done.returncode == 2
        assert why in sentence(done)
    assert graded.amendments() == {}


def test_no_gradebook(klass):
    """Where there is no gradebook none is made."""
    done = amend(klass, "ana", "tiny", "--points", "1", "--reason", "x")
    assert done.returncode == 2
    assert "no gradebook there" in sentence(done)
    assert not klass.book.exists()
