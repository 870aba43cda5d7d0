"""The sample class through the real command line: grades, contract, pages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GRADER = Path(sys.executable).with_name("grader")
TENSORS = {
    "Núñez Peña, José": 21,
    "abreu-lucia": 24,
    "benitez-mateo": 24,
    "castro-julia": 24,
    "dominguez-pablo": 22,
    "etcheverry-ines": 21.25,
    "fernandez-bruno": 14,
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
EXPECTED = {
    "tensors": TENSORS,
    "inplace": {
        "abreu-lucia": 20,
        "castro-julia": 20,
        "dominguez-pablo": 16,
        "etcheverry-ines": 14.5,
        "medina-andres": 0,
    },
    "autograd": {
        "abreu-lucia": 20,
        "castro-julia": 20,
        "dominguez-pablo": 18,
        "etcheverry-ines": 16,
        "medina-andres": 0,
    },
    "data": {
        "abreu-lucia": 26,
        "castro-julia": 26,
        "dominguez-pablo": 21,
        "etcheverry-ines": 8,
    },
    "model": {
        "abreu-lucia": 31,
        "castro-julia": 31,
        "dominguez-pablo": 20.5,
        "medina-andres": 5,
    },
    "training": {
        "abreu-lucia": 27,
        "castro-julia": 27,
        "etcheverry-ines": 8,
        "hernandez-tomas": 2,
    },
    "sentiment": {"castro-julia": 34, "dominguez-pablo": 15, "medina-andres": 4},
}
SUBMISSIONS = sum(map(len, EXPECTED.values()))

pytestmark = pytest.mark.timeout(1200)  # assignment 7's decompositions take seconds each


def grader(*words, cwd=ROOT):
    """Run the command line; returns the finished process."""
    return subprocess.run(
        [str(GRADER), *map(str, words)], capture_output=True, text=True, cwd=cwd, timeout=350
    )


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The sample class, graded once for all tests here."""
    out = tmp_path_factory.mktemp("graded")
    done = grader("run", "samples/class", "--out", out, "--seed", 7)
    return done, out


def test_the_sample_class_gets_its_grades(graded):
    """Excellent, mistaken, broken, hanging, crashing and cheating work each get what they earn."""
    done, out = graded
    results = json.loads((out / "results.json").read_text())
    assert (done.returncode, done.stderr) == (0, "")
    found = {assignment: {} for assignment in EXPECTED}
    for result in results["results"]:
        found[result["assignment"]][result["student"]] = result["points"]
    assert found == EXPECTED


def test_results_follow_the_contract(graded):
    """The machine's file has its schema, its keys, and the exercises of the assignment."""
    results = json.loads((graded[1] / "results.json").read_text())
    assert (results["schema"], results["seed"]) == ("grader/results/v1", 7)
    first = results["results"][0]
    assert set(first) == {
        *("student", "assignment", "source", "points", "max_points"),
        *("exercises", "faults", "duration_s"),
    }
    tensors = next(r for r in results["results"] if r["assignment"] == "tensors")
    assert [e["name"] for e in tensors["exercises"]][:2] == ["zeros", "ones_int16"]
    assert set(first["exercises"][0]["checks"][0]) == {
        *("id", "outcome", "points", "max_points", "message"),
    }


def test_every_page_is_there_and_students_see_nothing_hidden(graded):
    """Each student has a page and staff have theirs; expected values are on the latter alone."""
    pages = sorted((graded[1] / "students").rglob("*.html"))
    assert len(pages) == len(sorted((graded[1] / "staff").rglob("*.html"))) == SUBMISSIONS
    texts = [page.read_text() for page in pages]
    assert not [t for t in texts if "expected:" in t or "def test_" in t or "<script" in t]
    staff = "".join(page.read_text() for page in (graded[1] / "staff").rglob("*.html"))
    assert "expected" in staff


def test_nothing_is_graded_twice(graded):
    """The same command again grades nobody and gives the same results."""
    before = (graded[1] / "results.json").read_bytes()
    done = grader("run", "samples/class", "--out", graded[1], "--seed", 7)
    assert f"{SUBMISSIONS} unchanged" in done.stdout
    assert (
        json.loads(before)["results"]
        == json.loads((graded[1] / "results.json").read_bytes())["results"]
    )
