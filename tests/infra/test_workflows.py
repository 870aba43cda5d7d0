"""Workflows and the action are what GitHub takes: schemas, actionlint, shellcheck on scripts."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted([*ROOT.glob(".github/workflows/*.yml"), *ROOT.glob(".github/classroom/*.yml")])
ACTION = ROOT / ".github/actions/grade/action.yml"

for tool in ("actionlint", "check-jsonschema", "shellcheck"):
    if not (BIN / tool).exists():
        pytest.skip(f"{tool} is not installed; make setup-dev does it", allow_module_level=True)


def lint(repository, workflow):
    """Actionlint on a workflow of a repository; shellcheck lies beside it."""
    (repository / ".git").mkdir(exist_ok=True)  # where actionlint sees that a repository begins
    done = subprocess.run(
        [BIN / "actionlint", "-no-color", workflow],
        cwd=repository,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def repository(tmp_path):
    """A repository with our action and an empty folder of workflows."""
    shutil.copytree(ROOT / ".github/actions", tmp_path / ".github/actions")
    (tmp_path / ".github/workflows").mkdir()
    return tmp_path


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_pass_actionlint(repository, path):
    """Every workflow, ours and those we hand out, passes actionlint, its scripts shellcheck."""
    target = repository / ".github/workflows" / path.name
    shutil.copy(path, target)
    assert lint(repository, target) == (0, "")


def test_the_action_passes_actionlint_as_a_job(repository):
    """Actionlint reads workflows: the action's inputs and steps are given to it as one."""
    action = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    inputs = {name: {**facts, "type": "string"} for name, facts in action["inputs"].items()}
    job = {"runs-on": "ubuntu-24.04", "steps": action["runs"]["steps"]}
    workflow = {"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": job}}
    target = repository / ".github/workflows/action.yml"
    target.write_text(yaml.safe_dump({"name": "Action", **workflow}), encoding="utf-8")
    assert lint(repository, target) == (0, "")


def test_actionlint_sees_what_is_wrong(repository):
    """An input that the action lacks, and a script that shellcheck refuses, are found."""
    text = (ROOT / ".github/classroom/public-checks.yml").read_text(encoding="utf-8")
    more = "        with:\n          nonsense: x\n      - shell: bash\n        run: rm $HOME/$1\n"
    target = repository / ".github/workflows/wrong.yml"
    target.write_text(text + more, encoding="utf-8")
    code, said = lint(repository, target)
    assert code == 1
    assert "nonsense" in said
    assert "SC2086" in said


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_workflows_and_the_action_fit_their_schemas(path):
    """Each key is one that GitHub knows."""
    schema = "vendor.github-actions" if path == ACTION else "vendor.github-workflows"
    command = [BIN / "check-jsonschema", "--builtin-schema", schema, path]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_may_only_read(path):
    """No job may write, no checkout leaves its token behind, and the runner is named."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert document["permissions"] == {"contents": "read"}
    for job in document["jobs"].values():
        assert (job.get("permissions"), job["runs-on"]) == (None, "ubuntu-24.04")
        checkouts = [s for s in job["steps"] if s.get("uses", "").startswith("actions/checkout@")]
        assert [step["with"]["persist-credentials"] for step in checkouts] == [False] * len(
            checkouts
        )


def test_wheels_are_cached_before_student_code_runs():
    """The cache is saved by a step before the one that grades, and nothing saves it after."""
    steps = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
    uses = [step.get("uses", "").split("@")[0] for step in steps]
    grades = next(number for number, step in enumerate(steps) if step.get("id") == "grade")
    assert uses.index("actions/cache/save") < grades
    assert "actions/cache" not in uses
    assert all("cache" not in name for name in uses[grades:])
