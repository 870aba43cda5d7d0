"""Fixtures of the reports' tests: the real course, and a browser with a tab that tells all."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def course():
    """The real course."""
    return Course(ROOT)


@pytest.fixture(scope="session")
def tensors(course):
    """Its first assignment."""
    return course.find("tensors")


@pytest.fixture(scope="session")
def chromium():
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium):
    """A tab of a phone's width; `heard`: requests, dialogs and what the console said."""
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("dialog", lambda dialog: (heard.append("dialog"), dialog.dismiss()))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield SimpleNamespace(page=page, heard=heard)
    context.close()
