"""Kits hold what students may have and nothing else, and work where only the wheel is installed."""

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from grader.author.kit import contents, zipped
from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]
GRADER = Path(sys.executable).with_name("grader")
COURSE = Course(ROOT)
NAMES = list(COURSE.assignments)


def kit(*words):
    """`grader kit WORDS...` of this course."""
    command = [GRADER, "kit", *words, "--course", ROOT]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def functions(path):
    """The names of a Python file's functions."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def secrets(assignment):
    """Words and texts that only the hidden side has: names of checks and mistakes, thresholds."""
    public = functions(assignment.public_checks)
    words = {n for n in functions(assignment.hidden_checks) - public if n.startswith("test_")}
    wrong = (assignment.reference / "wrong").glob("*.py")
    words |= {path.stem for path in wrong if "_" in path.stem}
    if assignment.thresholds.exists():
        written = assignment.thresholds.read_text(encoding="utf-8")
        tomllib.loads(written)
        words |= set(re.findall(r"\d+\.\d{5,}", written))
    tree = ast.parse(assignment.hidden_checks.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            words |= {ast.unparse(statement) for statement in node.body[1:]}
    return {word for word in words if len(word) > 11}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_nothing_hidden_is_in_a_kit(name, lang):
    """No hidden check's name or line, no threshold, no named mistake, no solution."""
    assignment = COURSE.find(name)
    files = contents(ROOT, [assignment], lang, "both")
    text = "\n".join(data.decode("utf-8") for path, data in files.items() if path[-3:] != "csv")
    mine = assignment.public_checks.read_text(encoding="utf-8")
    public = {ast.unparse(n) for n in ast.walk(ast.parse(mine)) if isinstance(n, ast.stmt)}
    hidden = secrets(assignment) - public
    assert len(hidden) > 10
    assert (
        sorted(word for word in hidden if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)) == []
    )
    solved = functions(assignment.solution) - functions(assignment.folder / f"{name}.py")
    assert not {path for path in files if "reference" in path or "wrong" in path}
    assert f"test_{name}.py" not in text + " ".join(files)
    assert sorted(w for w in solved if len(w) > 11 and w in text) == []


def test_a_kit_has_exactly_its_files():
    """A kit in English as modules is named here to the last file."""
    files = contents(ROOT, [COURSE.find("tensors")], "en", "module")
    assert list(files) == [
        ".github/actions/grade/action.yml",
        ".github/workflows/public-checks.yml",
        "01_tensors/assignment.toml",
        "01_tensors/handout.en.md",
        "01_tensors/tensors.py",
        "01_tensors/test_tensors_public.py",
        "requirements.txt",
    ]


def test_data_and_workflows_belong_in_a_kit(tmp_path):
    """Tables beside an assignment and the course's own workflow for students are taken along."""
    files = contents(ROOT, [COURSE.find("tensors")], "es", "both")
    for path, data in files.items():
        target = tmp_path / "assignments" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (tmp_path / "assignments/01_tensors/reviews.csv").write_bytes(b"text,label\n")
    workflow = tmp_path / ".github/classroom/public-checks.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_bytes(b"name: ours\n")
    (workflow.parent / "staff.yml").write_bytes(b"name: staff's alone\n")
    made = contents(tmp_path, [Course(tmp_path).find("tensors")], "es", "both")
    assert made["01_tensors/reviews.csv"] == b"text,label\n"
    assert [path for path in made if "workflows" in path] == [".github/workflows/public-checks.yml"]
    assert made[".github/workflows/public-checks.yml"] == b"name: ours\n"


def test_a_bundle_has_the_autograder_in_place_of_the_workflow():
    """What Classroom 50 runs is the kit with `autograder.py`, and no workflow."""
    files = contents(ROOT, [COURSE.find("tensors")], "es", "module", classroom50=True)
    ours = ROOT / ".github/classroom/autograder.py"
    assert files["autograder.py"] == ours.read_bytes()
    assert [path for path in files if path.startswith(".github")] == []


def test_a_zip_is_the_same_every_time(tmp_path):
    """Two zips of the same kit are equal to the last byte, and hold what the folder holds."""
    one, two = tmp_path / "one.zip", tmp_path / "two.zip"
    for target in (one, two):
        assert kit("tensors", "inplace", "--to", target).returncode == 0
    assert one.read_bytes() == two.read_bytes()
    assert kit("tensors", "inplace", "--to", tmp_path / "folder").returncode == 0
    with zipfile.ZipFile(one) as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "folder" / name).read_bytes()
    assert zipped({"a": b"1"}) == zipped({"a": b"1"})


def test_nothing_is_overwritten(tmp_path):
    """What stands where a kit is to go stays, and one sentence says so; so for unknown names."""
    target = tmp_path / "folder"
    assert kit("tensors", "--to", target).returncode == 0
    work = target / "01_tensors" / "tensors.py"
    work.write_text("mine", encoding="utf-8")
    again = kit("tensors", "--to", target)
    assert (again.returncode, work.read_text(encoding="utf-8")) == (2, "mine")
    assert "is there already" in again.stderr
    assert kit("nothing", "--to", tmp_path / "other").returncode == 2
