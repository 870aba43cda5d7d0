"""What is tracked names no machine, and what is declared is pinned."""

import ast
import re
import subprocess
import tomllib
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
DEBIAN_12 = "3.11.2"  # its Python
# Written in halves, so that this file is searched too.
PLACES = r"(?<![\w.])/wor" r"k/(?:main|shared|plan|\.)|/opt/whe" r"els|/opt/py" r"pi"
REGISTRIES = r"https?://[^\s)\"'`]*(?:py" r"pi|npm" r"js|debi" r"an)"
FOREIGN = re.compile(f"{PLACES}|{REGISTRIES}")


def tracked() -> list[Path]:
    """Every text file that git tracks."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nothing is tracked here")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    paths = [ROOT / name for name in done.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:4096]]


def canonical(requirement: str) -> str:
    """The name in a requirement as package registries compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[<>=!~;]", requirement)[0]).lower()


def project() -> dict:
    """The project table of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def workflows() -> list[Path]:
    """Workflows and composite actions."""
    found = [*(ROOT / ".github").rglob("*.yml"), *(ROOT / ".github").rglob("*.yaml")]
    return sorted(found)


def test_no_tracked_file_names_a_machine():
    """The project runs anywhere: no path of one machine, no address of a package registry."""
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked()
        for match in FOREIGN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_constraints_pin_every_dependency():
    """What the README's commands install is the tested set, to the last direct dependency."""
    extras = project()["optional-dependencies"].values()
    declared = {canonical(r) for group in (project()["dependencies"], *extras) for r in group}
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonical(line) for line in lines if "==" in line and not line.startswith("#")}
    assert declared - pinned - {project()["name"]} == set()


def test_what_is_pinned_installs_on_the_oldest_python():
    """A pin that asks for a later 3.11 than Debian 12 has could not be installed there."""
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pins = [(r.name, r.specifier) for r in map(Requirement, re.findall(r"^\w.*", text, re.M))]
    refused = []
    for name, pinned in pins:
        with suppress(metadata.PackageNotFoundError):  # of another Python, or not of `dev`
            found = metadata.metadata(name)
            wanted = SpecifierSet(found["Requires-Python"] or "")
            if found["Version"] in pinned and DEBIAN_12 not in wanted:
                refused.append(f"{name} wants {wanted}")
    assert len(pins) > 90
    assert refused == []


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_workflows_pin_actions_by_commit(path):
    """A moved tag of someone else's action cannot change what runs: each is a full SHA."""
    text = path.read_text(encoding="utf-8")
    yaml.safe_load(text)
    used = re.findall(r"uses:\s*(.+)$", text, re.MULTILINE)
    pin = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\S*")
    assert [line for line in used if not pin.fullmatch(line.strip())] == []


@pytest.mark.parametrize("path", workflows(), ids=lambda path: path.name)
def test_workflow_scripts_hold_no_expressions(path):
    """What anyone can type into a pull request reaches a script as a variable, never as code."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = document.get("jobs", {"action": document.get("runs", {})})
    steps = [step for job in jobs.values() for step in job.get("steps", ())]
    scripts = [step for step in steps if "run" in step]
    assert [s["run"] for s in scripts if "${{" in s["run"] or "shell" not in s] == []


def test_every_test_says_what_it_protects():
    """A test without its sentence tells nobody why it failed."""
    silent = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
            if named and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert silent == []
