"""What all areas share: what a machine lacks is skipped with its reason, and a browser."""

import os
import re
import shutil
import signal
from types import SimpleNamespace

import hypothesis
import pytest
import torch
from threadpoolctl import threadpool_limits

# How long a case takes says nothing on a machine that does other things too.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
POSTGRES = {"tests/e2e/test_postgres_away.py", "tests/gradebook/test_gradebook.py"}
# What takes longest is begun first, so that nobody waits for it at the end; the rest in its order.
LONGEST = (
    *("zoo", "tests/course 07_sentiment", "tests/drill/test_operators.py"),
    *("tests/secrets/test_inside.py", "tests/e2e/test_fairness.py", "tests/course 06_training"),
    *("tests/repeat/test_again.py", "tests/calibration/test_calibrate.py"),
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure():
    """Let programs that tests start hear signals that were ignored here, as nohup has them.

    What is ignored stays so in a started program; what has a handler is heard there again.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


def pytest_sessionstart():
    """Compute with one thread, as where students' code runs: processes of tests share the cores."""
    torch.set_num_threads(1)
    threadpool_limits(1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """One more than there are cores: where something hangs or is killed, a test mostly waits."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_collection_modifyitems(items):
    places = {group: place for place, group in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(group_of(item.nodeid), len(places)))
    lacking = {}
    if not os.environ.get("GRADER_TEST_POSTGRES"):
        lacking["postgres"] = "GRADER_TEST_POSTGRES is not set; .ci/postgres COMMAND sets it"
    if not any(map(shutil.which, BROWSERS)):
        lacking["browser"] = "no Chromium here; on Debian: apt-get install chromium"
    for item in items:
        for mark, reason in lacking.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep groups together. (pytest-xdist 3.8 does not see its own groups' names in pytest 9.2.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return group_of(nodeid)

    return Groups(config, log)


def group_of(nodeid):
    """What must run in one process: a file, whose fixtures are made once, but for some exceptions.

    The PostgreSQL server is one for all, and is stopped by a test; the zoo is graded once for all
    files that look at it, and an assignment's solutions are judged once for all of the course's.
    """
    file, _, test = nodeid.partition("::")
    folder = file.rpartition("/")[0]
    if folder == "tests/zoo":
        return "zoo"
    if file in POSTGRES:
        return "postgres"
    slug = re.search(r"[\[-](\d\d_[a-z]+)", test)
    return f"{folder} {slug[1]}" if folder == "tests/course" and slug else file


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
