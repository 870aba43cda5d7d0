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


def pytest_collection_modifyitems(items):
    lacking = {}
    if not os.environ.get("GRADER_TEST_POSTGRES"):
        lacking["postgres"] = "GRADER_TEST_POSTGRES is not set; .ci/postgres COMMAND sets it"
    if not any(map(shutil.which, BROWSERS)):
        lacking["browser"] = "no Chromium here; on Debian: apt-get install chromium"
    for item in items:
        for mark, reason in lacking.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))
