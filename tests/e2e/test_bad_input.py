"""What cannot be done is told in one sentence, with the documented exit code; nothing is lost."""

import csv
import os
import re
import shutil
import sqlite3
import time

import pytest

from tests.e2e.small import FULL, SOLUTION, sentence

SLOW = "import time\n\ntime.sleep(3)\n" + SOLUTION


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["{tmp}/nowhere"], "no such folder; name a folder"),
        (["{tmp}/empty"], "nothing to grade there; a class is a folder with a folder for each"),
        (["{tmp}/junk"], "is a file; name a folder"),
        (
            ["{class}", "--assignment", "algebra"],
            "no assignment 'algebra'; there are: tiny, brief.",
        ),
        (["{class}", "--student", "nobody"], "no submission of 'nobody' was found."),
        (["{class}", "--course", "{tmp}/empty"], "no assignments/NN_NAME/assignment.toml here"),
        (["{class}", "--gradebook", "{tmp}/junk"], "this file is not a gradebook; name another"),
        (["{class}", "--gradebook", "oracle9://db"], "is no gradebook that can be opened"),
        (["{class}", "--out", "{tmp}/junk"], "name another folder with --out."),
        (["{tmp}/twins/a", "{tmp}/twins/b"], "two students are called 'ana'"),
    ],
)
def test_what_cannot_be_done_exits_2(klass, words, why):
    """A wrong folder, name or gradebook is one sentence that says what, where and what to do."""
    klass.hand_in("eva")
    (klass.tmp / "empty").mkdir()
    (klass.tmp / "junk").write_bytes(b"this is no database" * 100)
    for side in ("a", "b"):
        (klass.tmp / "twins" / side / "ana").mkdir(parents=True)
        (klass.tmp / "twins" / side / "ana" / "tiny.py").write_text("")
    places = {"{tmp}": str(klass.tmp), "{class}": str(klass.folder)}
    named = [re.sub(r"\{\w+\}", lambda m: places[m[0]], word) for word in words]
    done = klass.run(klass.tmp / named[0], *named[1:])
    assert (done.returncode, done.stdout) == (2, "")
    assert why in sentence(done)


def test_odd_files_cost_their_author_alone(klass):
    """A FIFO, a link out of the class and a giant are told to their author; others are graded."""
    klass.hand_in("ana")
    for name in ("fifo", "giant", "link"):
        (klass.folder / name).mkdir()
    os.mkfifo(klass.folder / "fifo/tiny.py")
    with (klass.folder / "giant/tiny.ipynb").open("wb") as file:
        file.truncate(200 << 20)
    (klass.tmp / "secret.py").write_text(SOLUTION)
    (klass.folder / "link/tiny.py").symlink_to(klass.tmp / "secret.py")
    done = klass.run()
    assert (done.returncode, done.stderr) == (0, "")
    points = {student: result["points"] for student, result in klass.results().items()}
    assert points == {"ana": 4, "fifo": 0, "giant": 0, "link": 0}
    assert "`tiny.py` is not a regular file" in klass.said("fifo")
    assert "larger than the 20 MB" in klass.said("giant")
    assert "`tiny.py` is a link" in klass.said("link")


def test_a_refused_file_has_all_points_at_stake(klass):
    """results.json, grades.csv and the page count every check of a refused file, as not run."""
    (klass.folder / "ana").mkdir()
    os.mkfifo(klass.folder / "ana/tiny.py")
    assert klass.run().returncode == 0
    result = klass.results()["ana"]
    assert (result["points"], result["max_points"]) == (0, 4)
    assert {e["name"]: e["max_points"] for e in result["exercises"]} == FULL
    outcomes = [check["outcome"] for e in result["exercises"] for check in e["checks"]]
    assert outcomes == ["not_run"] * 4
    table = (klass.out / "grades.csv").read_text(encoding="utf-8-sig")
    (grade,) = csv.DictReader(table.splitlines())
    assert (grade["points"], grade["max_points"], grade["provisional"]) == ("0", "4", "no")
    (page,) = klass.out.glob("students/*/tiny.html")
    assert page.read_text().count("It was not run, because your file could not be loaded.") == 4


def test_a_refused_file_is_not_graded_again(klass):
    """What was refused and is unchanged is skipped; once it is a file it is graded."""
    (klass.folder / "ana").mkdir()
    os.mkfifo(klass.folder / "ana/tiny.py")
    assert "1 graded" in klass.run().stdout
    assert "0 graded in 0 s, 1 unchanged" in klass.run().stdout
    (klass.folder / "ana/tiny.py").unlink()
    klass.hand_in("ana")
    assert "1 graded" in klass.run().stdout
    assert klass.points("ana") == FULL


def test_a_file_that_we_may_not_read_is_our_fault(klass, as_ordinary):
    """An unreadable file costs no points, ends in exit 1, and is graded once it can be read."""
    klass.hand_in("ana").chmod(0)
    klass.hand_in("eva")
    done = klass.run(before=as_ordinary)
    assert done.returncode == 1
    assert re.search(r"ana/tiny\.py: Permission denied; it was not graded", done.stderr)
    assert klass.points("eva") == FULL
    assert klass.results()["ana"]["faults"][0]["whose"] == "grader"
    (klass.folder / "ana/tiny.py").chmod(0o600)
    assert klass.run(before=as_ordinary).returncode == 0
    assert (klass.points("ana"), klass.points("eva")) == (FULL, FULL)
    assert klass.recorded() == [("ana", 0.0), ("ana", 4.0), ("eva", 4.0)]


def test_a_folder_that_we_may_not_list_is_our_fault(klass, as_ordinary):
    """A student's folder that cannot be listed is told, the others are graded, and we exit 1."""
    klass.hand_in("ana").parent.chmod(0)
    klass.hand_in("eva")
    done = klass.run(before=as_ordinary)
    (klass.folder / "ana").chmod(0o700)
    assert done.returncode == 1
    assert "class/ana: Permission denied" in sentence(done)
    assert list(klass.results()) == ["eva"]


def test_a_file_deleted_while_running_is_no_students_fault(klass):
    """A file that vanishes before its turn is told, the others are graded, and we exit 1."""
    klass.hand_in("ana", SLOW)
    gone = klass.hand_in("bea")
    klass.hand_in("eva")
    with klass.start("--jobs", "1") as process:
        wait_for(klass.book)
        gone.unlink()
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "bea/tiny.py: No such file or directory; it was not graded" in err
    assert (klass.points("ana"), klass.points("eva")) == (FULL, FULL)
    assert klass.results()["bea"]["faults"][0]["whose"] == "grader"


def wait_for(book):
    """Wait until a run has opened its gradebook and begun."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with sqlite3.connect(f"file:{book}?mode=ro", uri=True) as connection:
                if connection.execute("SELECT count(*) FROM run").fetchone()[0]:
                    return
        except sqlite3.OperationalError:
            pass
        time.sleep(0.02)
    pytest.fail("the run did not begin")


def test_a_read_only_out_folder(klass, as_ordinary):
    """Where no report can be written nothing is graded, and the sentence says what to name."""
    klass.hand_in("ana")
    klass.out.mkdir(mode=0o500)
    done = klass.run(before=as_ordinary)
    assert done.returncode == 2
    assert "out: it is read-only; name another folder with --out." in sentence(done)
    assert not klass.book.exists()


def test_no_disk_for_reports(klass, small_disk):
    """A full disk under the reports is told once; every grade is kept, and reports can be made."""
    for student in ("ana", "bea", "eva"):
        klass.hand_in(student)
    done = klass.run(before=small_disk(klass.out, 4096))
    assert done.returncode == 1
    assert "No space left on device" in sentence(done)
    assert klass.recorded() == [("ana", 4.0), ("bea", 4.0), ("eva", 4.0)]
    again = klass.run()
    assert (again.returncode, again.stderr) == (0, "")
    assert "0 graded in 0 s, 3 unchanged" in again.stdout
    assert len(list(klass.out.glob("students/*/tiny.html"))) == 3


def test_no_disk_for_the_gradebook(klass, small_disk):
    """A full disk under the gradebook ends the run in one sentence, exit 1."""
    klass.hand_in("ana")
    folder = klass.tmp / "small"
    before = small_disk(folder, "64k")
    done = klass.run("--gradebook", folder / "g.db", before=before)
    assert done.returncode in (1, 2)
    assert "disk" in sentence(done)


KEEP = 'from="$0" to="$1"; shift; "$@"; code=$?; cp -r "$from" "$to"; exit $code'


def test_a_disk_that_fills_up_under_the_gradebook(klass, small_disk):
    """In the middle of a class it ends the run, exit 1; what was recorded is kept, and gone on."""
    klass.hand_in("ana")
    for student in ("bea", "eva", "luz"):
        klass.hand_in(student, f"{SOLUTION}\n# {'x' * 200_000}\n")
    disk, kept = klass.tmp / "small", klass.tmp / "kept"
    before = (*small_disk(disk, "512k"), "sh", "-c", KEEP, disk, kept)
    done = klass.run("--jobs", "1", "--gradebook", disk / "g.db", before=before)
    assert done.returncode == 1
    assert "no disk space is left for the gradebook; make room and run this again" in sentence(done)
    klass.book = kept / "g.db"
    recorded = klass.recorded()
    assert ("ana", 4.0) in recorded
    assert len(recorded) < 4
    again = klass.run("--gradebook", klass.book)
    assert (again.returncode, again.stderr) == (0, "")
    assert klass.recorded() == [(student, 4.0) for student in ("ana", "bea", "eva", "luz")]


def test_a_locked_gradebook(klass):
    """A gradebook that another program holds is told as such, and what it holds is kept."""
    klass.hand_in("ana")
    assert klass.run().returncode == 0
    klass.hand_in("eva")
    with sqlite3.connect(klass.book, isolation_level=None) as holder:
        holder.execute("BEGIN IMMEDIATE")
        done = klass.run("--gradebook", f"sqlite:///{klass.book}?timeout=0.3")
        holder.execute("ROLLBACK")
    assert done.returncode == 2
    assert "another program has locked the gradebook; try again" in sentence(done)
    assert klass.recorded() == [("ana", 4.0)]
    assert klass.run().returncode == 0
    assert klass.recorded() == [("ana", 4.0), ("eva", 4.0)]


def test_a_gradebook_locked_while_grading(klass):
    """A gradebook that is taken in the middle ends the run; what was recorded is kept."""
    klass.hand_in("ana")
    klass.hand_in("eva", SLOW)
    url = f"sqlite:///{klass.book}?timeout=0.3"
    with klass.start("--jobs", "1", "--gradebook", url) as process:
        assert process.stdout.readline().startswith("1/2 ana")
        with sqlite3.connect(klass.book, isolation_level=None) as holder:
            holder.execute("BEGIN IMMEDIATE")
            err = process.communicate(timeout=60)[1]
            holder.execute("ROLLBACK")
    assert process.returncode == 1
    assert "locked" in err
    assert err.count("\n") == 1
    assert klass.recorded() == [("ana", 4.0)]
    assert klass.run().returncode == 0
    assert klass.recorded() == [("ana", 4.0), ("eva", 4.0)]


def test_a_newer_gradebook(klass):
    """A gradebook of a later version is left as it is, in one sentence."""
    klass.hand_in("ana")
    assert klass.run().returncode == 0
    with sqlite3.connect(klass.book) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    klass.hand_in("eva")
    done = klass.run()
    assert done.returncode == 2
    assert "its schema is 9999, newer than this program knows" in sentence(done)
    assert klass.recorded() == [("ana", 4.0)]


def test_a_read_only_gradebook(klass, as_ordinary):
    """A gradebook that may only be read is told as such."""
    klass.hand_in("ana")
    assert klass.run().returncode == 0
    klass.hand_in("eva")
    klass.book.chmod(0o400)
    klass.tmp.chmod(0o500)
    done = klass.run(before=as_ordinary)
    klass.tmp.chmod(0o700)
    assert done.returncode == 2
    assert "the gradebook is read-only; make it writable or name another one" in sentence(done)


def test_two_runs_at_once(klass):
    """Two runs on one gradebook, started together on one that is not there yet, both finish."""
    for student in ("ana", "bea"):
        klass.hand_in(student)
    with klass.start("--jobs", "1") as one, klass.start("--jobs", "1") as other:
        errors = [process.communicate(timeout=100)[1] for process in (one, other)]
    assert (one.returncode, other.returncode, errors) == (0, 0, ["", ""])
    assert {points for _, points in klass.recorded()} == {4.0}
    assert klass.points("ana") == klass.points("bea") == FULL


def test_broken_checks_are_told_once(klass):
    """A check file that cannot be imported costs nobody a point and is told in one line."""
    shutil.copytree(klass.course, klass.tmp / "course")
    (klass.tmp / "course/reference/01_tiny/test_tiny.py").write_text("import nowhere_at_all")
    for student in ("ana", "bea"):
        klass.hand_in(student)
    done = klass.run("--course", klass.tmp / "course")
    assert done.returncode == 1
    assert "No module named 'nowhere_at_all'" in sentence(done)
    faults = [result["faults"][0]["whose"] for result in klass.results().values()]
    assert faults == ["grader", "grader"]
