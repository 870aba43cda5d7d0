"""The README promises nothing that is not there."""

import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = (
    "README.md",
    ".github/CONTRIBUTING.md",
    ".github/SECURITY.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
)
SHELL = re.compile(r"^```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"(?<!`)`((?:grader|make|\.ci/)[^`\n]*)`(?!`)")


def commands(name: str, program: str) -> list[str]:
    """What a document tells its reader to type of this program, without the comments."""
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for block in SHELL.findall(text) for line in block.splitlines()]
    typed = [line.split("#")[0].strip() for line in [*lines, *INLINE.findall(text)]]
    typed = [line.removeprefix(".venv/bin/") for line in typed]
    return sorted({line for line in typed if line.startswith(f"{program} ")})


@cache
def grader_help(*words: str) -> str:
    """The help of a subcommand, on a terminal wide enough for whole option names."""
    grader = Path(sys.executable).with_name("grader")
    environment = {**os.environ, "COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"}
    done = subprocess.run(
        [str(grader), *words, "--help"], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


GRADER = sorted({line for name in DOCUMENTS for line in commands(name, "grader")})
MAKE = sorted({line for name in DOCUMENTS for line in commands(name, "make")})


@pytest.mark.parametrize("line", GRADER)
def test_grader_has_the_commands_that_documents_name(line):
    """Whoever copies a `grader` line meets a command and options that exist."""
    words = line.split()[1:]
    text = grader_help(*(word for word in words[:1] if not word.startswith("-")))
    options = [word.split("=")[0] for word in words if word.startswith("--")]
    assert [option for option in options if option not in text] == []


@pytest.mark.parametrize("line", MAKE)
def test_make_has_the_targets_that_documents_name(line):
    """Whoever copies a `make` line meets a target that exists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = [word for word in line.split()[1:] if "=" not in word]
    assert [target for target in named if target not in targets] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    """Each relative link and picture of a document names a file that is there."""
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    here = (ROOT / name).parent
    local = [link.split("#")[0] for link in links if "://" not in link]
    assert [link for link in local if link and not (here / link).exists()] == []


def test_documents_name_commands_at_all():
    """The patterns above still find what they are meant to find."""
    assert "make demo" in MAKE
    assert any(line.startswith("grader run ") for line in GRADER)
