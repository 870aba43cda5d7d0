"""The action's steps in order, and Classroom 50's autograder, as their runners start them."""

import json
import re
import shutil
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.ci.runs import FACTS, GRADER, HERE, RIGHT, reported

pytestmark = pytest.mark.timeout(3600)  # two whole runs, on a machine that does much else
ROOT = HERE.parents[1]
ACTION = yaml.safe_load((ROOT / ".github/actions/grade/action.yml").read_text(encoding="utf-8"))
SCHEMA = json.loads((HERE / "result.schema.json").read_text(encoding="utf-8"))
AUTOGRADER = ROOT / ".github/classroom/autograder.py"


def act(repository, **given):
    """Run the action's scripts with bash as a runner does, but for the installation."""
    inputs = {name: facts["default"] for name, facts in ACTION["inputs"].items()} | given
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or step["name"] == "Install the grader":
            continue
        filled = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: inputs[m[1]], value)
            for name, value in step["env"].items()
        }
        words = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"])
        path = f"{GRADER.parent}:{repository.variables()['PATH']}"
        repository.run(*words, PATH=path, **filled)
    return repository


def test_the_action_tells_and_uploads(repository):
    """Its scripts leave the outputs, the summary and the folder that its last step uploads."""
    repository.work.write_text(RIGHT.replace("-x", "x"), encoding="utf-8")
    act(repository, assignments="tiny", lang="en")
    assert (repository.code, repository.said) == (1, "")
    assert set(ACTION["outputs"]) == set(repository.outputs)
    assert reported(grade=repository.outputs["result"])[:2] == (6, 8)
    assert "Public checks" in repository.summary
    upload = ACTION["runs"]["steps"][-1]
    assert (upload["if"], upload["with"]["path"]) == ("always()", "${{ runner.temp }}/feedback")
    assert (repository.temp / "feedback" / "tiny.html").is_file()


def test_the_action_need_not_fail(repository):
    """With `must-pass: false`, work that is not right yet leaves the step green; misuse fails."""
    repository.work.write_text(RIGHT.replace("-x", "x"), encoding="utf-8")
    assert act(repository, **{"must-pass": "false"}).code == 0
    assert act(repository, **{"must-pass": "false"}, kit="nowhere").code == 2


def test_inputs_are_no_code(repository):
    """What stands in an input is a word of the command line, whatever it holds."""
    act(repository, assignments="$(touch made) `touch made`", lang="en; touch made")
    assert repository.code == 2
    assert list(repository.tmp.rglob("made")) == []


@pytest.fixture
def bundle(repository):
    """A bundle for Classroom 50: a kit with the autograder."""
    folder = repository.tmp / "bundle"
    shutil.copytree(HERE / "kit", folder)
    shutil.copy(AUTOGRADER, folder)
    return folder


def test_classroom_50_gets_its_result(repository, bundle):
    """The bundle's checks judge, whatever the repository made of its own; the file fits."""
    repository.work.write_text(RIGHT.replace("-x", "x"), encoding="utf-8")
    (repository.folder / "01_tiny/test_tiny_public.py").write_text("", encoding="utf-8")
    date = repository.commit()
    (repository.folder / "result.json").symlink_to(repository.tmp / "elsewhere")
    where = {"CLASSROOM50_BUNDLE_DIR": str(bundle)}
    repository.run(sys.executable, bundle / "autograder.py", **where, **FACTS)
    assert repository.code == 0, repository.log + repository.said
    made = repository.folder / "result.json"
    assert not made.is_symlink()
    result = json.loads(made.read_bytes())
    jsonschema.validate(result, SCHEMA)
    assert (result["score"], result["max-score"], result["datetime"]) == (6, 8, date)
    assert sum(test["score"] for test in result["tests"]) == 6
    assert sum(test["max-score"] for test in result["tests"]) == 8
    assert repository.outputs["status"] == "fail"
    assert repository.outputs["summary"] == "Points 6/8"


def test_classroom_50_gets_no_zero_for_a_fault_of_ours(repository, bundle):
    """Where the bundle's checks break, the autograder fails, and no file says anything."""
    repository.work.write_text(RIGHT, encoding="utf-8")
    (bundle / "01_tiny/test_tiny_public.py").write_text("1 / 0\n", encoding="utf-8")
    repository.commit()
    Path(repository.folder / "result.json").write_text("{}", encoding="utf-8")
    where = {"CLASSROOM50_BUNDLE_DIR": str(bundle)}
    repository.run(sys.executable, bundle / "autograder.py", **where, **FACTS)
    assert repository.code == 1
    assert not (repository.folder / "result.json").exists()
