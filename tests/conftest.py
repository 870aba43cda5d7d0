"""Marks that all areas share: what a machine lacks is skipped with its reason."""

import os
import shutil
import signal

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_configure():
    """Let programs that tests start hear signals that were ignored here, as nohup has them.

    What is ignored stays so in a started program; what has a handler is heard there again.
    """
    for number in (signal.SIGINT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist looks at groups
def pytest_collection_modifyitems(items):
    lacking = {}
    if not os.environ.get("GRADER_TEST_POSTGRES"):
        lacking["postgres"] = "GRADER_TEST_POSTGRES is not set; .ci/postgres COMMAND sets it"
    if not any(map(shutil.which, BROWSERS)):
        lacking["browser"] = "no Chromium here; on Debian: apt-get install chromium"
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
        for mark, reason in lacking.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))


def group_of(item):
    """What must run in one process: a file, whose fixtures are made once, but for two exceptions.

    The PostgreSQL server is one for all, and is stopped by a test; and an assignment's solutions
    are judged once, for all tests of the course that ask about them.
    """
    if item.get_closest_marker("postgres"):
        return "postgres"
    parameters = getattr(item, "callspec", None)
    slug = parameters and parameters.params.get("slug")
    return f"course {slug}" if slug else item.nodeid.partition("::")[0]
