"""Every trick of the zoo through the real `grader run`: none pays, none harms the next one."""

import pytest

from tests.e2e.small import FULL, GRADER
from tests.zoo.reading import acting
from tests.zoo.zoo import CANARY, TRICKS, Zoo


@pytest.fixture(scope="module", params=["bubblewrap", "without bubblewrap"])
def zoo(request, tmp_path_factory):
    """The whole zoo, graded with the sandbox that is found and with the next best one."""
    zoo = Zoo(tmp_path_factory.mktemp("zoo"))
    if request.param == "bubblewrap":
        zoo.run([GRADER])
    else:
        empty = zoo.tmp / "nothing"
        empty.mkdir()
        zoo.run([GRADER], "--sandbox", "best-effort", PATH=str(empty))
    return zoo


pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_earns_what_it_deserves(zoo, name):
    """A hostile submission has the points of its honest part, and its neighbour has all."""
    own, neighbour = zoo.scores()[name]
    assert own == TRICKS[name].points
    assert neighbour == FULL


def test_the_run_is_ours(zoo):
    """No trick changes how the run ends or what it says, or makes it last."""
    assert zoo.done.returncode == 0
    assert zoo.unexpected() == []
    assert acting("the terminal", zoo.done.stdout + zoo.done.stderr) == []
    assert zoo.seconds < 4 * len(TRICKS)


def test_nothing_is_left(zoo):
    """No process outlives the run, and no file outside a trick's own folder is new or changed."""
    assert zoo.left == []
    assert zoo.changed == []


def test_pages_show_no_secret_and_run_nothing(zoo):
    """What a trick prints or raises is text: nothing secret is in it, and nothing of it acts."""
    pages = zoo.pages()
    assert len(pages) > 2 * len(TRICKS)
    for name, text in pages.items():
        assert CANARY not in text, name
        assert acting(name, text) == [], name


def test_heads_are_whole():
    """Each trick says what it does and to which kind of attack it belongs."""
    assert not [t.name for t in TRICKS.values() if "row" not in t.head or not t.head["says"]]
    assert len(TRICKS) >= 95
