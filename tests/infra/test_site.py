"""The documentation is a site that builds strictly, asks no other host, and names every option."""

import html
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.infra.test_readme import grader_help

pytest.importorskip("mkdocs", reason="mkdocs is not installed; make setup-dev installs it")

ROOT = Path(__file__).resolve().parents[2]
LOADED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=\"?(https?:)?//[^>]*>")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built strictly: a link that leads nowhere ends the build."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    return folder


def test_every_document_is_a_page(site):
    """Each file of docs/ is in the site, and so is the page of commands."""
    pages = {f"{path.stem}.html" for path in (ROOT / "docs").glob("*.md")} | {"commands.html"}
    assert pages - {path.name for path in site.glob("*.html")} == set()


def test_the_site_asks_no_other_host(site):
    """No page loads a font, a script or a picture from elsewhere, or what would fetch one."""
    for page in site.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert [found.group() for found in LOADED.finditer(text)] == [], page.name
        assert 'class="mermaid"' not in text, page.name


def test_every_command_and_option_is_documented(site):
    """What `--help` lists, of every command, stands on the page of commands."""
    text = html.unescape((site / "commands.html").read_text(encoding="utf-8"))
    sections = dict(re.findall(r'<h2 id="grader-([\w-]+)">(.*?)(?=<h2|\Z)', text, re.DOTALL))
    named = re.findall(r"^[│ ]+([a-z][\w-]*)  +[A-Z]", grader_help(), re.MULTILINE)
    assert set(sections) == set(named)
    for name, section in sections.items():
        options = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", grader_help(name))) - {"--help"}
        assert [o for o in sorted(options) if o not in section] == [], name
