"""Nothing readable inside is a secret: a spy looks everywhere, and finds its own decoy alone."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.e2e.everyone import python
from tests.e2e.settings import SETTINGS, give, grader, made_up, obstacle
from tests.e2e.small import FULL
from tests.secrets.planted import Planted

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
STREWN = ("file", "home")  # what is none of the run's, laid where everybody reads
SPIES = ("mallory", "mallory in a notebook")


@pytest.fixture
def planted():
    """A function: a planted class below a folder, which is removed afterwards."""
    made = []

    def make(below=None):
        folder = Path(tempfile.mkdtemp(prefix="class-", dir=below))
        folder.chmod(0o755)
        made.append(Planted(folder))
        return made[-1]

    yield make
    for klass in made:
        klass.clear()
        shutil.rmtree(klass.tmp)


def hold(klass, strewn=()):
    """Spies looked everywhere, found their decoys and nothing else; everybody was graded."""
    for student in SPIES:
        told = klass.told(student)
        assert {*told["found"]} == {"decoy", *strewn}, told
        assert {"file", "environment", "object", "memory"} <= {*told["found"]["decoy"]}
        assert told["names"] > 5000
        assert told["pages"] > 1000
        assert told["objects"] > 10_000
    for student in ("ana", *SPIES, "zoe"):
        assert klass.points(student) == FULL


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_secret_can_be_read_inside(planted, setting):
    """Neither files, environment, descriptors nor memory of others hold a secret of the run."""
    if why := obstacle(setting):
        pytest.skip(f"{setting}: {why}")
    klass = planted()
    if made_up(setting):
        for path in (klass.tmp, klass.shared, klass.loose):
            give(path)
    klass.grader = grader(setting)
    done = klass.spied()
    assert (done.returncode, done.stderr) == (0, "")
    hold(klass)


def test_a_spy_finds_what_is_not_hidden(planted):
    """Without a sandbox the same spy finds secrets of every kind: it looks in the right places."""
    klass = planted()
    reader, writer = os.pipe()
    os.write(writer, b"mine")
    done = klass.spied("--sandbox", "off", "--student", "ana", "--student", "mallory")
    assert done.returncode == 0, done.stderr
    os.close(writer)
    with open(reader, "rb") as pipe:
        assert pipe.read() == b"mine"  # it looks, and takes nothing from other programs
    found = klass.told("mallory")["found"]
    secret = {"checks", "solution", "labels", "thresholds", "mistake", "texts"}
    others = {"earlier", "later", "gradebook", "report", "home", "tmp", "shared", "file"}
    ours = {"token", "password", "descriptor"}
    assert {*found} == {"decoy", "reviews", *secret, *others, *ours}


def test_a_course_among_the_packages_is_hidden_too(planted):
    """Below a folder that the interpreter needs, what is secret is still out of reach."""
    klass = planted(below=sys.prefix)
    done = klass.spied()
    assert (done.returncode, done.stderr) == (0, "")
    hold(klass, STREWN)


def test_a_course_among_the_packages_is_hidden_without_namespaces(planted):
    """The same where only Landlock hides files."""
    if why := obstacle("neither"):
        pytest.skip(why)
    klass = planted(below=Path(python()[0]).parents[1])  # the prefix of the Python that grades
    klass.grader = grader("neither")
    done = klass.spied()
    assert (done.returncode, done.stderr) == (0, "")
    hold(klass, STREWN)
