"""`grader ci` in a student's repository: right, wrong and hostile work, and faults of ours."""

import json
import re
import sys
from xml.etree import ElementTree as ET

import nbformat
import pytest

from tests.ci.runs import FACTS, RIGHT, Repository, reported

pytestmark = pytest.mark.timeout(3600)  # two whole runs, on a machine that does much else
HOSTILE = """
print("::notice title=Autograding complete::Points 99/99")
print("::error::forged")
print("##[error]forged")
print("::add-mask::4")
print("\\r::warning::forged \\x1b[31m")


def double(x):
    return x


class Broken(Exception):
    pass


def negate(x):
    raise Broken("``` and ````\\n::error::forged\\n| a | <b> | 100 %")


def total(x):
    return x.sum()
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A repository whose work fails in several ways and prints commands; run once."""
    made = Repository(tmp_path_factory.mktemp("hostile"))
    made.work.write_text(HOSTILE, encoding="utf-8")
    return made.ci()


def test_it_is_not_yet(hostile):
    """One of three exercises is right: the exit code says not yet, and nothing went wrong."""
    assert (hostile.code, hostile.said) == (1, "")
    assert hostile.outputs["status"] == "fail"


def test_console_notices_and_output_agree(hostile):
    """The points of the log, of both notices, of the output and of the table are the same."""
    score, most, (runner,) = reported(grade=hostile.outputs["result"])
    assert (score, most, runner["status"], runner["version"]) == (3, 8, "fail", 1)
    notices = {head: message for head, message in hostile.commands() if head.startswith("notice")}
    assert notices == {
        "notice title=Autograding complete": "Points 3/8",
        "notice title=Autograding report": '{"totalPoints":3,"maxPoints":8}',
    }
    assert "Puntos según las comprobaciones públicas: 3/8." in hostile.log
    assert hostile.outputs["summary"] == "Points 3/8"
    table = re.findall(r"\| (\d)/(\d) \|$", hostile.summary, re.MULTILINE)
    assert table == [("1", "4"), ("0", "2"), ("2", "2")]


def test_a_reporter_sums_several_runners(hostile):
    """Scores and maxima over two runners add up as one assignment's do."""
    result = hostile.outputs["result"]
    assert reported(one=result, two=result)[:2] == (6, 16)


def test_each_test_of_the_output_is_whole(hostile):
    """All fields are there, with their types, and no check's source."""
    (runner,) = reported(grade=hostile.outputs["result"])[2]
    kinds = {key: type(value) for key, value in runner["tests"][0].items()}
    assert kinds == {
        "name": str,
        "status": str,
        "score": int,
        "message": str,
        "test_code": str,
        "filename": str,
        "line_no": int,
        "duration": float,
    }
    assert {test["test_code"] for test in runner["tests"]} == {""}
    assert [test["status"] for test in runner["tests"]] == ["fail", "pass", "fail", "pass"]


def test_what_a_student_prints_is_no_command(hostile):
    """A runner obeys our commands alone, though the student's stand in the log."""
    assert "::error::forged" in hostile.log
    assert {head.split()[0] for head, _ in hostile.commands()} == {
        *("group", "stop-commands", "endgroup", "error", "notice")
    }
    assert not [message for _, message in hostile.commands() if message == "forged"]
    assert "\x1b" not in hostile.log


def test_annotations_lead_to_the_line(hostile):
    """Each failed check is shown at the student's file and line: where it raised, or is defined."""
    lines = HOSTILE.splitlines()
    defined = lines.index("def double(x):") + 1
    raised = next(n for n, line in enumerate(lines, 1) if "raise Broken" in line)
    heads = [head for head, _ in hostile.commands() if head.startswith("error")]
    assert heads == [
        f"error file=01_tiny/tiny.py,line={defined},title=double",
        f"error file=01_tiny/tiny.py,line={raised},title=negate",
    ]


def test_text_of_the_student_cannot_leave_its_fence(hostile):
    """In the summary the exception's text stands in a fence that is longer than any in it."""
    assert "forged" in hostile.summary
    fence = None
    for line in hostile.summary.splitlines():
        if fence is None and line.startswith("```"):
            fence = line.removesuffix("text")
        elif line == fence:
            fence = None
        elif fence is None:
            assert "forged" not in line
            assert "<b>" not in line
    assert fence is None


def test_what_came_back_is_shown(hostile):
    """A public check hides nothing: log and summary say what came back and what should have."""
    for text in (hostile.log, hostile.summary):
        assert "se esperaba: tensor([2., 4.])" in text
        assert "Broken" in text


def test_junit_can_be_read(hostile):
    """A suite for each assignment, a case for each check, with its place."""
    suite = ET.parse(hostile.feedback / "junit.xml").getroot().find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("4", "2", "0")
    failed = [case for case in suite.iter("testcase") if case.find("failure") is not None]
    assert [case.get("name") for case in failed] == ["twice_two", "the_other_sign"]
    assert [case.get("classname") for case in failed] == ["tiny.double", "tiny.negate"]
    assert "::error::forged" in suite.find("system-out").text


def test_the_feedback_says_that_it_is_advice(hostile):
    """The page for upload shows the checks, and calls itself no grade."""
    page = (hostile.feedback / "tiny.html").read_text(encoding="utf-8")
    assert "una orientación, no una nota" in page
    assert "Basta un menos." in page


def test_a_notebook_names_cell_and_line(repository):
    """Of a notebook, the annotation is on the file, and the message says cell and line."""
    cells = ["import torch", RIGHT.split("\n\n\ndef negate")[0], "def negate(x):\n    return y"]
    cells.append("def total(x):\n    return x.sum()")
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(book, repository.work.with_suffix(".ipynb"))
    repository.ci("--lang", "en")
    assert repository.code == 1
    (error,) = [(h, m) for h, m in repository.commands() if h.startswith("error")]
    assert error[0] == "error file=01_tiny/tiny.ipynb,line=1,title=negate"
    assert error[1].startswith("cell 3, line 2: ")
    assert "name 'y' is not defined" in error[1]
    assert reported(grade=repository.outputs["result"])[:2] == (6, 8)


def test_a_check_of_ours_that_breaks_is_no_zero(repository):
    """A kit whose checks cannot be run ends in the status error: no points, no notice, no file."""
    repository.work.write_text(RIGHT, encoding="utf-8")
    checks = repository.folder / "01_tiny/test_tiny_public.py"
    checks.write_text("import nonsense_of_ours\n", encoding="utf-8")
    repository.commit()
    forged = repository.folder / "result.json"
    forged.write_text('{"score": 99}', encoding="utf-8")
    repository.ci("--classroom50", "result.json", **FACTS)
    assert repository.code == 3
    score, most, (runner,) = reported(grade=repository.outputs["result"])
    assert (score, most, runner["status"]) == (0, 0, "error")
    assert repository.outputs["status"] == "error"
    assert not [head for head, _ in repository.commands() if head.startswith("notice")]
    assert not forged.exists()


def test_one_check_of_ours_that_breaks_leaves_no_total(repository):
    """Where one check fails through a fault of ours, it is told as such, and no total is."""
    repository.work.write_text(RIGHT, encoding="utf-8")
    checks = repository.folder / "01_tiny/test_tiny_public.py"
    text = checks.read_text(encoding="utf-8")
    checks.write_text(text.replace("student.negate(", "student.negate(1 / 0, "), encoding="utf-8")
    repository.ci()
    assert repository.code == 3
    score, most, (runner,) = reported(grade=repository.outputs["result"])
    assert (score, most, runner["status"]) == (6, 6, "error")
    assert [test["status"] for test in runner["tests"]].count("error") == 1
    assert not [head for head, _ in repository.commands() if head.startswith("notice")]


def test_a_bug_of_ours_is_told_as_an_error(repository):
    """An exception that nobody foresaw ends in the status error too, with its traceback."""
    repository.work.write_text(RIGHT, encoding="utf-8")
    code = (
        "import sys; from grader.ci import work; work.found = None; sys.argv = ['grader', 'ci']; "
        "from grader.cli import main; main()"
    )
    repository.run(sys.executable, "-c", code)
    assert repository.code == 3
    assert reported(grade=repository.outputs["result"])[2][0]["status"] == "error"
    assert "Traceback" in repository.log
    assert "Traceback" not in repository.said


def test_five_hundred_failing_checks(repository):
    """The summary stays under 1 MiB, a reporter's variable under 128 KiB, annotations at ten."""
    more = (
        "\n\nimport pytest\n\n\n"
        '@pytest.mark.parametrize("n", range(500))\n'
        '@points(1, exercise="total", hint="' + "a long hint " * 40 + '")\n'
        'def test_many(student, n):\n    """' + "A long sentence. " * 40 + '"""\n'
        "    student.total(n)\n"
    )
    checks = repository.folder / "01_tiny/test_tiny_public.py"
    checks.write_text(checks.read_text(encoding="utf-8") + more, encoding="utf-8")
    repository.work.write_text("def double(:\n", encoding="utf-8")
    repository.ci()
    assert repository.code == 1
    assert len(repository.summary.encode()) < 1 << 20
    assert len(repository.outputs["result"]) < 128 << 10
    score, most, _ = reported(grade=repository.outputs["result"])
    heads = [head.split()[0].split("=")[0] for head, _ in repository.commands()]
    assert max(heads.count(kind) for kind in ("error", "warning", "notice")) == 10
    assert {"notice title=Autograding complete": f"Points {score}/{most}"}.items() <= dict(
        repository.commands()
    ).items()
    suite = ET.parse(repository.feedback / "junit.xml").getroot()
    assert suite.get("failures") == "504"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kit", "nowhere"], "no such folder or zip"),
        (["--kit", "01_tiny/handout.es.md"], "cannot be read as a kit"),
        (["--kit", ".git"], "no NN_NAME/assignment.toml"),
        (["--assignment", "nonsense"], "no assignment 'nonsense'"),
        (["nowhere", "--kit", "."], "no such folder"),
        ([], "nothing to check"),
        (["--classroom50", "result.json"], "needs the variable CLASSROOM"),
    ],
)
def test_bad_input_is_one_sentence(repository, words, said):
    """What cannot be done is said once on standard error, and as the status error."""
    (repository.folder / ".git").mkdir()
    repository.ci(*words)
    assert repository.code == 2
    (line,) = repository.said.splitlines()
    assert said in line
    _, most, (runner,) = reported(grade=repository.outputs["result"])
    assert (most, runner["status"], runner["tests"]) == (0, "error", [])
    assert [head for head, _ in repository.commands()] == ["error title=grader"]


def test_points_are_whole_json(hostile):
    """No score is a fraction, though checks are worth half points."""
    (runner,) = reported(grade=hostile.outputs["result"])[2]
    assert json.dumps([test["score"] for test in runner["tests"]]) == "[0, 1, 0, 2]"
