"""Nothing readable inside is a secret: a spy looks everywhere, and finds its own decoy alone."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from tests.e2e.small import FULL
from tests.secrets.planted import Planted
from tests.secrets.settings import NOBODY, SETTINGS, before, obstacle

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
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


def hold(klass, strewn=(), spies=SPIES):
    """Spies looked everywhere, found their decoys and nothing else; everybody was graded."""
    for student in spies:
        told = klass.told(student)
        assert {*told["found"]} == {"decoy", *strewn}, told
        assert {"file", "environment", "object", "memory"} <= {*told["found"]["decoy"]}
        assert told["names"] > 5000
        assert told["pages"] > 1000
        assert told["objects"] > 10_000
    for student in ("ana", *spies, "zoe"):
        assert klass.points(student) == FULL


def chosen(setting):
    """Words that choose the students of a setting, and which of them spy.

    No notebook's kernel starts below the filter that stands for a machine without namespaces.
    """
    spies = SPIES[:1] if setting.startswith("neither") else SPIES
    return [w for name in ("ana", *spies, "zoe") for w in ("--student", name)], spies


@pytest.mark.parametrize("setting", SETTINGS)
def test_no_secret_can_be_read_inside(planted, setting):
    """Neither files, environment, descriptors nor memory of others hold a secret of the run."""
    if why := obstacle(setting):
        pytest.skip(f"{setting}: {why}")
    klass = planted()
    if "ordinary" in setting and os.geteuid() == 0:
        klass.give(NOBODY)
    words, spies = chosen(setting)
    done = klass.spied(before(setting), *words)
    assert (done.returncode, done.stderr) == (0, "")
    hold(klass, spies=spies)


def test_a_spy_finds_what_is_not_hidden(planted):
    """Without a sandbox the same spy finds secrets of every kind: it looks in the right places."""
    klass = planted()
    reader, writer = os.pipe()
    os.write(writer, b"mine")
    done = klass.spied((), "--sandbox", "off", "--student", "ana", "--student", "mallory")
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
    klass = planted(below=sys.prefix)
    words, spies = chosen("neither")
    done = klass.spied(before("neither"), *words)
    assert (done.returncode, done.stderr) == (0, "")
    hold(klass, STREWN, spies)
