"""Public reviews are judged: what a table of them earns, how large one may be, who is told."""

from collections.abc import Iterable

import pytest

from grader.corpus import hidden
from grader.corpus.split import key
from tests.course.common import COURSE, ROOT, source_of
from tests.e2e.manners import notebook
from tests.e2e.small import Class

TOLD_APART, TAUGHT = "reviews_are_told_apart", "it_learns_what_it_is_taught"
# Knows reviews by their text and by how they begin.
BY_TEXT = """\
import re
import zlib

import torch


def names(text):
    begin = " ".join(re.findall(r"\\w+", text.casefold()))[:60].rstrip()
    return [zlib.crc32(part.encode()) for part in (text, begin)]
"""
# Knows reviews by pairs of their longest words: altering a review seldom loses two of three.
BY_WORDS = """\
import re
import zlib
from itertools import combinations

import torch


def names(text):
    words = set(re.findall(r"\\w+", text.lower()))
    longest = sorted(words, key=lambda word: (len(word), word))[-3:]
    return [zlib.crc32(repr(pair).encode()) for pair in combinations(longest, 2)]
"""
TABLE = """\
GOOD = set(bytes.fromhex("{good}").hex(" ", 4).split())
BAD = set(bytes.fromhex("{bad}").hex(" ", 4).split())


class SentimentClassifier:
    def fit(self, texts, labels):
        return self

    def predict_proba(self, texts):
        said = []
        for text in texts:
            known = [f"{{name:08x}}" for name in names(text)]
            votes = sum(n in GOOD for n in known) - sum(n in BAD for n in known)
            said.append(0.5 + votes / 10)
        return torch.tensor(said)
"""


def table(head: str, texts: Iterable[tuple[str, int]]) -> str:
    """A submission that carries the names of known reviews, by their labels."""
    space: dict[str, object] = {}
    exec(head, space)
    names = {0: "", 1: ""}
    for text, label in texts:
        names[label] += "".join(f"{name:08x}" for name in space["names"](text))
    return head + "\n\n" + TABLE.format(good=names[1], bad=names[0])


class Reviewers(Class):
    """A class that hands in assignment 7."""

    course = ROOT

    def results(self, assignment="sentiment"):
        """student -> what results.json says."""
        return super().results(assignment)

    def outcomes(self, student):
        """The outcome of each check of a student's, by its id."""
        return {check.id: check.outcome for check in self.record(student).checks}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Tables of all hidden reviews, and code that is too long; the reference comes last."""
    klass = Reviewers(tmp_path_factory.mktemp("reviews"))
    known = [(review.text, review.label) for review in hidden.pools()["test"]]
    reference = source_of(COURSE.find("sentiment"), "reference")
    long = f"{reference}\n\nTEXTS = {[key(text) for text, _ in known]!r}\n"
    klass.hand_in("by-text", table(BY_TEXT, known), "sentiment.py")
    klass.hand_in("by-words", table(BY_WORDS, known), "sentiment.py")
    klass.hand_in("long", long, "sentiment.py")
    klass.hand_in("long-notebook", notebook(long).decode(), "sentiment.ipynb")
    klass.hand_in("zoe", reference, "sentiment.py")
    done = klass.run("--jobs", "1", timeout=400)
    assert (done.returncode, done.stderr) == (0, "")
    return klass


@pytest.mark.timeout(1200)
def test_who_learns_from_reviews_gets_full_marks(graded):
    """Neither what others hand in nor a note to staff takes anything from an honest neighbour."""
    result = graded.results()["zoe"]
    assert result["points"] == result["max_points"]
    assert graded.record("zoe").notes == ()


@pytest.mark.timeout(1200)
def test_a_table_of_texts_tells_no_reviews_apart(graded):
    """Hidden reviews are altered: who carries all their texts and beginnings gains nothing."""
    outcomes = graded.outcomes("by-text")
    assert (outcomes[TOLD_APART], outcomes[TAUGHT]) == ("failed", "failed")


@pytest.mark.timeout(1200)
def test_a_table_of_words_learns_nothing_and_is_noticed(graded):
    """A cleverer table passes one check, not the one that asks what was learned; staff are told."""
    outcomes = graded.outcomes("by-words")
    assert (outcomes[TOLD_APART], outcomes[TAUGHT]) == ("passed", "failed")
    notes = " ".join(graded.record("by-words").notes)
    assert f"{TOLD_APART}: accuracy 0.9" in notes
    assert "better than right solutions are" in notes
    assert "better than" not in graded.said("by-words")


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("student", ["long", "long-notebook"])
def test_code_longer_than_its_limit_is_not_run(graded, student):
    """Neither a module nor a notebook carries more than 64 kB of code; its author is told."""
    assert graded.results()[student]["points"] == 0
    assert "It holds more code than the 64 kB that may be handed in here" in graded.said(student)
