"""The documentation's table of tricks and layers is the one of the present zoo."""

import re

from tests.zoo.table import COLUMNS, PAGE, known, render
from tests.zoo.zoo import TRICKS


def test_the_documentation_knows_each_trick():
    """The page has these tricks and no others: `make zoo`, or `make zoo ZOO=--page`, writes it."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == render(known())
    assert sorted(re.findall(r"^\| (\w+_\w+) \|", text, re.MULTILINE)) == sorted(TRICKS)


def test_each_layer_stops_a_trick():
    """No layer is there for nothing: some trick that can meet it gets through without it."""
    found = known()
    assert [c.name for c in COLUMNS if not any(found.get(c.name, {}).values())] == []
