"""The package as others get it: a wheel and an sdist, installed where no checkout is."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytest.importorskip("hatchling", reason="building needs hatchling: make setup-dev")


def run(*words, cwd, **variables):
    """A command in a folder, as a user would type it there."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | variables
    done = subprocess.run(
        [*map(str, words)], cwd=cwd, env=environment, capture_output=True, text=True, timeout=200
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the sdist, built by the declared backend."""
    target = tmp_path_factory.mktemp("dist")
    code, _, err = run(sys.executable, "-m", "hatchling", "build", "-d", target, cwd=ROOT)
    assert code == 0, err
    return next(target.glob("*.whl")), next(target.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The folder of the commands of a fresh environment with the wheel in it.

    What the wheel depends on is borrowed from this environment: torch is not fetched once more.
    """
    folder = tmp_path_factory.mktemp("clean") / "venv"
    assert run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=ROOT)[0] == 0
    (packages,) = folder.glob("lib/python*/site-packages")
    lent = next(path for path in sys.path if path.endswith("site-packages"))
    (packages / "lent.pth").write_text(f"{lent}\n", encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--python", folder, "install", "--no-deps", "--no-index")
    code, _, err = run(*pip, "--ignore-installed", built[0], cwd=folder)
    assert code == 0, err
    return folder / "bin"


def test_the_wheel_holds_the_package_and_nothing_hidden(built):
    """Types, templates and catalogues are in it; no assignment, no check, no solution."""
    names = set(zipfile.ZipFile(built[0]).namelist())
    for name in ("py.typed", "examiner/examiner.ini", "reports/templates/style.css"):
        assert f"grader/{name}" in names
    assert "grader/locale/es/LC_MESSAGES/grader.mo" in names
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"grader"}
    hidden = {path.name for path in (ROOT / "reference").rglob("test_*.py")}
    assert not {name for name in names if name.rsplit("/", 1)[-1] in hidden}


def test_the_sdist_builds_the_same_wheel(built, tmp_path):
    """Whoever has the sdist alone gets the same files from it."""
    assert run("tar", "-xzf", built[1], cwd=tmp_path)[0] == 0  # Python 3.11.2 has no filters yet
    (folder,) = tmp_path.iterdir()
    words = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path)
    assert run(*words, cwd=folder)[0] == 0
    (wheel,) = tmp_path.glob("*.whl")
    assert set(zipfile.ZipFile(wheel).namelist()) == set(zipfile.ZipFile(built[0]).namelist())


def test_one_line_names_all_versions(installed, tmp_path):
    """`grader --version` of the installed package names torch, Python, system and sandbox."""
    code, out, _ = run(installed / "grader", "--version", cwd=tmp_path)
    assert code == 0
    assert len(out.splitlines()) == 1
    for word in ("grader ", "torch ", "Python ", "sandbox "):
        assert word in out
    where = "import grader; print(grader.__file__)"
    _, out, _ = run(installed / "python", "-c", where, cwd=tmp_path)
    assert Path(out.strip()).is_relative_to(installed.parent)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete(installed, tmp_path, shell):
    """Each shell gets a completion script, and completing `grader k` offers `kit`."""
    script = {"_GRADER_COMPLETE": f"source_{shell}"}
    assert "grader" in run(installed / "grader", cwd=tmp_path, **script)[1]
    asked = {"_GRADER_COMPLETE": "complete_bash", "COMP_WORDS": "grader k", "COMP_CWORD": "1"}
    assert run(installed / "grader", cwd=tmp_path, **asked)[1].split() == ["kit"]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_kit_works_where_only_the_wheel_is(installed, tmp_path, lang):
    """A skeleton is not yet, exercise by exercise; the solution dropped in passes everything."""
    words = ("kit", "tensors", "--to", tmp_path / "kit.zip", "--lang", lang, "--course", ROOT)
    code, _, err = run(installed / "grader", *words, cwd=tmp_path)
    assert code == 0, err
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        archive.extractall(tmp_path)
    workflow = tmp_path / ".github/workflows/public-checks.yml"
    assert workflow.read_bytes() == (ROOT / ".github/classroom/public-checks.yml").read_bytes()
    folder = tmp_path / "01_tensors"
    said = {"es": "sin escribir todavía", "en": "not written yet"}[lang]
    for suffix in ("py", "ipynb"):
        code, out, err = run(installed / "grader", "check", f"tensors.{suffix}", cwd=folder)
        assert (code, out.count(said), err) == (1, 12, "")
    solution = (ROOT / "reference" / "01_tensors" / "tensors.py").read_text(encoding="utf-8")
    (folder / "tensors.py").write_text(solution, encoding="utf-8")
    code, out, err = run(installed / "grader", "check", cwd=folder)
    assert (code, err) == (0, "")
    assert "12 de 12" in out or "12 of 12" in out


def test_no_course_is_one_sentence(installed, tmp_path):
    """Outside a course, `--course DIR` is asked for."""
    code, _, err = run(installed / "grader", "kit", "tensors", "--to", "kit", cwd=tmp_path)
    assert code == 2
    assert "--course DIR" in err


def test_kits_of_any_course_have_workflow_and_action(installed, tmp_path):
    """A course without files for GitHub gets those that the wheel brings."""
    assert run(installed / "grader", "new", "hello", cwd=tmp_path)[0] == 0
    code, _, err = run(installed / "grader", "kit", "hello", "--to", "kit", cwd=tmp_path)
    assert (code, err) == (0, "")
    for name in ("workflows/public-checks.yml", "actions/grade/action.yml"):
        ours = ROOT / ".github" / name.replace("workflows", "classroom")
        assert (tmp_path / "kit/.github" / name).read_bytes() == ours.read_bytes()
