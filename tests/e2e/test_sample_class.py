"""The sample class through the real command line: grades, reports, failure paths."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GRADER = Path(sys.executable).with_name("grader")
EXPECTED = {
    "Núñez Peña, José": 24,
    "abreu-lucia": 24,
    "benitez-mateo": 24,
    "castro-julia": 24,
    "dominguez-pablo": 23,
    "etcheverry-ines": 21.5,
    "fernandez-bruno": 19,
    "garcia-sofia": 0,
    "hernandez-tomas": 23,
    "ibarra-valentina": 22,
    "juarez-martin": 0,
    "lopez-camila": 0,
    "medina-andres": 0,
    "ortiz-renata": 24,
    "pereira-diego": 24,
    "quiroga-elena": 24,
}


def grader(*words, cwd=ROOT):
    """Run the command line; returns the finished process."""
    return subprocess.run(
        [str(GRADER), *map(str, words)], capture_output=True, text=True, cwd=cwd, timeout=110
    )


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The sample class, graded once for all tests here."""
    out = tmp_path_factory.mktemp("graded")
    done = grader("run", "samples/class", "--assignment", "tensors", "--out", out, "--seed", 7)
    return done, out


def test_the_sample_class_gets_its_grades(graded):
    """Excellent, mistaken, broken, hanging, crashing and cheating work each get what they earn."""
    done, out = graded
    results = json.loads((out / "results.json").read_text())
    assert (done.returncode, done.stderr) == (0, "")
    assert {r["student"]: r["points"] for r in results["results"]} == EXPECTED


def test_results_follow_the_contract(graded):
    """The machine's file has its schema, its keys, and the exercises of the assignment."""
    results = json.loads((graded[1] / "results.json").read_text())
    assert (results["schema"], results["seed"]) == ("grader/results/v1", 7)
    first = results["results"][0]
    assert set(first) == {
        *("student", "assignment", "source", "points", "max_points"),
        *("exercises", "faults", "duration_s"),
    }
    assert [e["name"] for e in first["exercises"]][:2] == ["zeros", "ones_int16"]
    assert set(first["exercises"][0]["checks"][0]) == {
        *("id", "outcome", "points", "max_points", "message"),
    }


def test_every_page_is_there_and_students_see_nothing_hidden(graded):
    """Each student has a page and staff have theirs; expected values are on the latter alone."""
    pages = sorted((graded[1] / "students").rglob("*.html"))
    assert len(pages) == len(sorted((graded[1] / "staff").rglob("*.html"))) == len(EXPECTED)
    texts = [page.read_text() for page in pages]
    assert not [t for t in texts if "expected:" in t or "def test_" in t or "<script" in t]
    staff = "".join(page.read_text() for page in (graded[1] / "staff").rglob("*.html"))
    assert "expected" in staff


def test_nothing_is_graded_twice(graded):
    """The same command again grades nobody and gives the same results."""
    before = (graded[1] / "results.json").read_bytes()
    done = grader(
        *("run", "samples/class", "--assignment", "tensors", "--out", graded[1], "--seed", 7)
    )
    assert "16 unchanged" in done.stdout
    assert (
        json.loads(before)["results"]
        == json.loads((graded[1] / "results.json").read_bytes())["results"]
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "no such folder"),
        (("{empty}",), "nothing to grade"),
        (("samples/class", "--assignment", "algebra"), "no assignment 'algebra'"),
        (("samples/class", "--student", "nobody"), "no submission of 'nobody'"),
        (("samples/class", "--course", "{empty}"), "no assignments/"),
        (("samples/class", "--gradebook", "{junk}"), "not a gradebook"),
        (("samples/class", "--out", "{junk}"), "--out"),
        (("{twins}/a", "{twins}/b"), "two students are called"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(words, sentence, tmp_path):
    """What cannot be done is said in one sentence, with the documented exit code."""
    empty, junk, twins = tmp_path / "empty", tmp_path / "junk", tmp_path / "twins"
    empty.mkdir()
    junk.write_bytes(b"this is no database" * 100)
    for side in ("a", "b"):
        (twins / side / "Ana").mkdir(parents=True)
        (twins / side / "Ana" / "tensors.py").write_text("")
    places = {"empty": empty, "junk": junk, "twins": twins}
    out = ("--out", tmp_path / "out") if "--out" not in words else ()
    done = grader("run", *(str(word).format(**places) for word in words), *out)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stderr.count("\n") <= 2


def test_odd_files_cost_their_author_alone(tmp_path):
    """A FIFO, a link, a giant and an unplaced file are told; the neighbour keeps full marks."""
    for name in ("ana", "fifo", "link", "giant"):
        (tmp_path / "class" / name).mkdir(parents=True)
    solution = (ROOT / "reference/01_tensors/tensors.py").read_bytes()
    (tmp_path / "class/ana/tensors.py").write_bytes(solution)
    os.mkfifo(tmp_path / "class/fifo/tensors.py")
    (tmp_path / "class/link/tensors.py").symlink_to(ROOT / "reference/01_tensors/tensors.py")
    with open(tmp_path / "class/giant/tensors.ipynb", "wb") as file:
        file.truncate(200 << 20)
    (tmp_path / "class/stray.txt").write_text("?")
    out = tmp_path / "out"
    done = grader("run", tmp_path / "class", "--out", out, "--lang", "en")
    results = json.loads((out / "results.json").read_text())["results"]
    assert done.returncode == 0, done.stderr
    assert {r["student"]: r["points"] for r in results} == {
        "ana": 24,
        "fifo": 0,
        "link": 0,
        "giant": 0,
    }
    messages = {r["student"]: " ".join(f["message"] for f in r["faults"]) for r in results}
    assert "regular file" in messages["fifo"]
    assert "link" in messages["link"]
    assert "20 MB" in messages["giant"]
    assert "stray.txt" in done.stderr


def test_a_locked_gradebook_is_one_sentence(tmp_path):
    """A gradebook that another program holds is told as such, and nothing is lost."""
    from grader.faults import UsageFault
    from grader.gradebook import open_gradebook

    holder = sqlite3.connect(tmp_path / "g.db", isolation_level=None)
    holder.execute("PRAGMA journal_mode=DELETE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(UsageFault, match="locked"):
        open_gradebook(str(tmp_path / "g.db"), busy_s=0.1)
    holder.close()
