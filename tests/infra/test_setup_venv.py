"""The set-up script says in one sentence what a bare machine lacks, and works no more than once."""

import importlib.util
import os
import sys
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
import pytest
import torch

SCRIPT = Path(__file__).resolve().parents[2] / ".ci/setup_venv.py"


@pytest.fixture
def script(tmp_path, monkeypatch):
    """The script as a module, over a project folder of its own."""
    spec = importlib.util.spec_from_file_location("setup_venv", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / ".ci").mkdir()
    for name in ("pyproject.toml", "constraints.txt", ".ci/setup_venv.py"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv/installed.txt")
    module.VENV.mkdir()
    return module


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 14, 0)], ids=["too old", "too new"])
def test_an_unfit_python_is_named(script, monkeypatch, version):
    """A visitor with another Python reads which one is needed and how to name it."""
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"Python 3\.11 to 3\.13 is needed.*PYTHON=python3\.12"):
        script.demand_python()


def test_a_missing_venv_module_is_named(script, monkeypatch):
    """Debian ships Python without ensurepip: the visitor reads what to install."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        script.demand_venv()


@pytest.mark.parametrize(
    ("installed", "wanted", "enough"),
    [
        *(("dev", "run", True), ("dev", "dev", True), ("run", "run", True), ("run", "dev", False)),
        *(("fuzz", "dev", True), ("dev", "fuzz", False)),
    ],
)
def test_what_is_installed_is_not_installed_again(script, installed, wanted, enough):
    """`make demo` after `make test` costs no call of pip, and the other way round it costs one."""
    script.STAMP.write_text(f"{installed} {script.fingerprint()}\n")
    assert script.up_to_date(wanted) is enough


def test_the_package_is_compiled_at_each_call(script, monkeypatch):
    """Processes that grade write no bytecode: it lies there, and is that of the latest source."""
    monkeypatch.setattr(sys, "argv", ["setup_venv.py"])
    script.STAMP.write_text(f"run {script.fingerprint()}\n")
    (script.VENV / "bin").mkdir()
    (script.VENV / "bin/python").symlink_to(sys.executable)
    source = script.ROOT / "grader/module.py"
    source.parent.mkdir()
    for second, text in enumerate(("OLD = 1", "LATER = 1"), 1_700_000_000):
        source.write_text(text)
        os.utime(source, (second, second))
        script.main()
        (compiled,) = source.parent.glob("__pycache__/module.*.pyc")
        assert text.split()[0].encode() in compiled.read_bytes()


def test_what_is_installed_is_compiled():
    """A process that grades need not compile what it imports, which it would do at each start."""
    files = [Path(module.__file__) for module in (torch, pytest, jinja2)]
    files += Path(torch.__file__).parent.glob("nn/modules/*.py")
    assert len(files) > 20
    assert [file for file in files if not Path(cache_from_source(file)).exists()] == []


def test_changed_requirements_are_installed(script):
    """Whoever pulls a new set of pins gets it at the next `make`."""
    script.STAMP.write_text(f"dev {script.fingerprint()}\n")
    (script.ROOT / "constraints.txt").write_text("other pins")
    assert script.up_to_date("run") is False


def test_the_index_for_torch_is_an_extra_one(script, monkeypatch):
    """TORCH_INDEX adds a place for torch's CPU build and keeps all others."""
    monkeypatch.setenv("TORCH_INDEX", "https://example.org/cpu")
    assert script.extra_index() == ["--extra-index-url", "https://example.org/cpu"]
