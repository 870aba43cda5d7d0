"""Reports of hostile submissions: text for people, pages and tables for programs, nothing more."""

import pytest

from grader.reports.names import student_id
from tests.zoo.reading import acting
from tests.zoo.zoo import CANARY, TRICKS

pytestmark = pytest.mark.timeout(3600)
ACTING = """() => document.scripts.length + [...document.querySelectorAll('*')].filter(e =>
  [...e.attributes].some(a => /^on|^srcdoc$/i.test(a.name) || /^ *javascript:/i.test(a.value))
).length"""


def test_pages_show_no_secret_and_run_nothing(zoo):
    """What a trick prints or raises is text: nothing secret is in it, and nothing of it acts."""
    pages = zoo.pages()
    assert len(pages) > 2 * len(TRICKS)
    for name, text in pages.items():
        assert CANARY not in text, name
        assert acting(name, text) == [], name


@pytest.mark.browser
def test_a_browser_runs_nothing_of_any_page(zoos, tab):
    """Chromium opens what comes of tricks: no script, request, dialog or breach of the policy."""
    zoo = next(iter(zoos.values()), None)
    if zoo is None:
        pytest.skip("the zoo cannot be graded here in any setting")
    neighbours = {student_id(neighbour) for _, neighbour in zoo.pairs.values()}
    every = sorted(zoo.klass.out.rglob("*.html"))
    pages = [page for page in every if page.parent.name not in neighbours]
    assert len(every) - len(pages) > len(TRICKS)
    assert len(pages) > 2 * len(TRICKS)
    acting = {}
    for page in pages:
        tab.page.goto(page.as_uri())
        acting[str(page)] = tab.page.evaluate(ACTING)
    assert {page: count for page, count in acting.items() if count} == {}
    assert [said for said in tab.heard if not said.startswith("data:")] == [
        page.as_uri() for page in pages
    ]
