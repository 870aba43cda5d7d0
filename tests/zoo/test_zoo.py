"""Every trick of the zoo through the real `grader run`: none pays, none harms the next one."""

import pytest

from tests.e2e.small import FULL
from tests.zoo.reading import acting
from tests.zoo.zoo import TRICKS

pytestmark = pytest.mark.timeout(3600)


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_earns_what_it_deserves(zoo, name):
    """A hostile submission has the points of its honest part, and its neighbour has all."""
    own, neighbour = zoo.scores[name]
    assert (own, neighbour) == (TRICKS[name].points, FULL), zoo.lost(name)


def test_the_run_is_ours(zoo):
    """No trick changes how the run ends or what it says, or makes it last."""
    assert zoo.done.returncode == 0
    assert zoo.unexpected() == []
    assert acting("the terminal", zoo.done.stdout + zoo.done.stderr) == []
    assert zoo.seconds < 10 * len(TRICKS)


def test_nothing_is_left(zoo):
    """No process outlives the run, and no file outside a trick's own folder is new or changed."""
    assert zoo.left == []
    assert zoo.changed == []


def test_heads_are_whole():
    """Each trick says what it does and to which kind of attack it belongs."""
    assert not [t.name for t in TRICKS.values() if "row" not in t.head or not t.head["says"]]
    assert len(TRICKS) >= 95
