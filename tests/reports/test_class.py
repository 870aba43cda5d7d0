"""The class's pages, tables and `results.json`."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from grader.faults import UsageFault
from grader.records import Outcome
from grader.reports import write_class, write_submission
from grader.reports.overview import Order, pages, students
from grader.reports.rows import row_of
from grader.reports.texts import Texts
from tests.reports import records

FACTS = {"seed": 7, "sandbox": {"files": "bubblewrap"}, "graded": 1, "seconds": 2.5, "slots": 2}


def table(path):
    """The lines of a CSV file that a spreadsheet may open."""
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def out(course, tmp_path_factory):
    """The reports of a class of twenty."""
    folder = tmp_path_factory.mktemp("reports")
    write_class(iter(records.whole_class(course)), course, folder, "es", FACTS)
    return folder


def test_results_have_exactly_the_fields_of_their_schema(course, tensors, tmp_path):
    """`grader/results/v1` is a contract: no key more, no key less."""
    record = records.notebook(tensors, "Ana")
    write_class([record], course, tmp_path, "es", FACTS)
    found = json.loads((tmp_path / "results.json").read_text("utf-8"))
    assert list(found) == ["schema", "seed", "sandbox", "results"]
    assert (found["schema"], found["seed"]) == ("grader/results/v1", 7)
    assert found["sandbox"] == {"files": "bubblewrap"}
    result = found["results"][0]
    assert list(result) == [
        *("student", "assignment", "source", "points", "max_points"),
        *("exercises", "faults", "duration_s"),
    ]
    assert set(result["exercises"][0]) == {"name", "points", "max_points", "checks"}
    check = result["exercises"][0]["checks"][0]
    assert set(check) == {"id", "outcome", "points", "max_points", "message"}
    assert check["outcome"] == "failed"
    assert check["message"].endswith(
        "Tu código lanzó RuntimeError: mat1 and mat2 shapes cannot be multiplied (3x4 and 3x4)"
    )
    assert result["faults"][0]["where"] == "cell 5, line 2"
    assert (result["points"], result["max_points"]) == (23.0, 24.0)


def test_results_hold_nothing_for_staff(course, tensors, tmp_path):
    """Expected values are in no message."""
    made = (records.mixed(tensors, "Ana", 11), records.lost(tensors, "Bo"))
    write_class(made, course, tmp_path, "es", FACTS)
    assert records.CANARY not in (tmp_path / "results.json").read_text("utf-8")


def test_the_order_of_arrival_does_not_matter(course, tmp_path):
    """Slots finish in any order; files are the same."""
    made = records.whole_class(course, 6)
    write_class(made, course, tmp_path / "a", "es", FACTS)
    write_class(made[::-1], course, tmp_path / "b", "es", FACTS)
    for name in ("results.json", "grades.csv", "exercises.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_tables_are_defused_and_quoted(course, tensors, tmp_path):
    """A spreadsheet takes no text of a student's for a formula, and reads accents."""
    names = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", 'a"b', "Núñez, Ana"]
    made = [records.submission(tensors, name, source="=x") for name in names]
    write_class(made, course, tmp_path, "es", FACTS)
    raw = (tmp_path / "grades.csv").read_bytes()
    cells = {row[0] for row in table(tmp_path / "grades.csv")[1:]}
    assert raw.startswith(b'\xef\xbb\xbf"student","assignment",')
    assert b"\r\n" in raw
    shown = ["=1+1", "+1", "-1", "@x", "␉=1", "␍=1", " =1", "＝1"]
    assert cells == {"'" + name for name in shown} | {'a"b', "Núñez, Ana"}
    assert {row[7] for row in table(tmp_path / "grades.csv")[1:]} == {"'=x"}


def test_a_grade_counts_its_amendments(course, tensors, tmp_path):
    """`points` is what counts, `amended` how much of it staff gave."""
    record = records.submission(tensors)
    amended = {("Ana", "tensors"): -1.5}
    write_class([record], course, tmp_path, "es", FACTS, amended)
    row = table(tmp_path / "grades.csv")[1]
    assert row[:7] == ["Ana", "tensors", "22.5", "24", "93.75", "-1.5", "no"]
    lines = table(tmp_path / "exercises.csv")
    assert lines[1] == ["Ana", "tensors", "zeros", "1", "1"]


def test_our_faults_come_first(course, tensors, tmp_path):
    """The index opens with what the grader got wrong, and marks such grades."""
    made = (records.submission(tensors), records.ours(tensors, "Bo"))
    index = write_class(made, course, tmp_path, "es", FACTS).read_text("utf-8")
    assert index.index("El corrector ha fallado en una entrega") < index.index("Bo</bdi></th>")
    assert 'class="open"' in index


def test_every_page_of_the_class_has_its_links(course, out):
    """Headings, pages and checks lead to pages that exist (submissions' own are made earlier)."""
    import re

    for page in [out / "index.html", *(out / "class").glob("*.html")]:
        for href in re.findall(r'href="([^"#]+)', page.read_text("utf-8")):
            if not href.startswith("data:") and "staff/" not in href and "students/" not in href:
                assert (page.parent / href).exists(), (page.name, href)


def test_grades_link_to_the_pages_that_are_written(course, tensors, tmp_path):
    """The class's table and the submissions' pages agree on folders."""
    record = records.hostile(tensors)
    paths = write_submission(record, tensors, tmp_path, "es")
    index = write_class([record], course, tmp_path, "es", FACTS).read_text("utf-8")
    for path in paths:
        assert f'href="{path.relative_to(tmp_path).as_posix()}"' in index


def test_orders_sort_and_turn(course, tensors):
    """A heading sorts by its usual direction first, then turns it; no grade comes last."""
    texts = Texts(tensors, "tensors", "es")
    marks = {"Álvaro": "passed", "Bo": "unreadable", "ana": "mixed"}
    made = {
        "passed": records.submission(tensors, "Álvaro"),
        "unreadable": records.unreadable(tensors, "Bo"),
        "mixed": records.mixed(tensors, "ana", 11),
    }
    found = students([row_of(made[kind], texts, 0.0) for kind in marks.values()])
    assert [s.shown for s in Order().sort(found)] == ["Álvaro", "ana", "Bo"]
    assert [s.shown for s in Order("points", "descending").sort(found)] == ["Álvaro", "ana", "Bo"]
    assert Order("points", "descending").turned("points") == Order("points", "ascending")
    assert Order().turned("points") == Order("points", "descending")


def test_a_thousand_students_are_paged(course, tensors):
    """Five pages of 200 in each of six orders, and every student on one of them."""
    texts = Texts(tensors, "tensors", "es")
    template = records.submission(tensors)
    classmates = (records.changed(template, student=f"S{n:04d}") for n in range(1000))
    rows = [row_of(record, texts, 0.0) for record in classmates]
    made = list(pages(students(rows), ["tensors"]))
    assert len(made) == 30
    assert sum(len(page.students) for page in made) == 6000
    assert made[0].path == "index.html"
    assert len({page.path for page in made}) == 30


def test_hardest_checks_leave_out_what_is_ours(course, tensors, tmp_path):
    """A check that we broke says nothing about how hard it is."""
    made = (records.ours(tensors, "Ana"), records.mixed(tensors, "Bo", 11))
    index = write_class(made, course, tmp_path, "en", FACTS).read_text("utf-8")
    hardest = index[index.index("The hardest checks") :]
    broken = next(c for c in made[0].checks if c.outcome is Outcome.ERROR)
    assert broken.sentence.replace("`", "")[:20] not in hardest


def test_pages_of_an_earlier_larger_class_go(course, tensors, tmp_path):
    """Nothing stale is left beside the class's pages."""
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "name-ascending-9.html").write_text("old")
    write_class([records.submission(tensors)], course, tmp_path, "es", FACTS)
    assert not (tmp_path / "class" / "name-ascending-9.html").exists()


def test_an_unknown_assignment_is_still_reported(course, tensors, tmp_path):
    """What the course no longer has keeps its name and its points."""
    record = records.changed(records.submission(tensors), assignment="gone")
    index = write_class([record], course, tmp_path, "es", FACTS)
    assert ">gone" in index.read_text("utf-8")


def test_a_folder_that_cannot_be_written_is_a_sentence(course, tensors, tmp_path):
    """A file in the folder's place, or a read-only one, ends in what to do about it."""
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(UsageFault, match="--out"):
        write_submission(records.submission(tensors), tensors, tmp_path / "out", "es")
    with pytest.raises(UsageFault, match="--out"):
        write_class([], course, tmp_path / "out", "es", FACTS)


def test_a_full_disk_is_a_sentence_and_leaves_no_draft(course, tensors, tmp_path, monkeypatch):
    """No space left: the old page stays whole, the draft goes, nothing but a sentence is said."""
    record = records.submission(tensors)
    page = write_submission(record, tensors, tmp_path, "es")[0]
    before = page.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("grader.reports.files.os.replace", full)
    with pytest.raises(UsageFault, match="No space left on device"):
        write_submission(record, tensors, tmp_path, "en")
    assert page.read_bytes() == before
    assert [p.name for p in page.parent.iterdir()] == ["tensors.html"]


def test_reports_need_no_torch():
    """The orchestrator renders without the weight of torch, beside its slots."""
    code = "import sys, grader.reports, grader.locale; print('torch' in sys.modules)"
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=True)
    assert done.stdout.strip() == b"False"
