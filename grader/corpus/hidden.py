"""What hidden checks draw of the reviews: on the trusted side, by the run's seed.

Labels of the hidden part never leave it. The reviews are public, so the texts that are sent are
altered: each loses about one word in twenty and has its sentences in another order, which a model
of words hardly notices and a table of known reviews does.
"""

from __future__ import annotations

import random
import re
from functools import cache
from typing import NamedTuple

from grader.corpus import source
from grader.corpus.source import Review
from grader.corpus.split import Part, parts

LOST = 0.05  # of the words


class Drawn(NamedTuple):
    """Texts, and their labels in the same order."""

    texts: list[str]
    labels: list[int]


@cache
def pools() -> dict[Part, list[Review]]:
    """All reviews by part, read once in a process.

    Raises:
        UsageFault: the package's file is missing or another one.
    """
    return parts(source.read())


def draw(part: Part, count: int, rng: random.Random) -> Drawn:
    """`count` altered reviews of a part, shuffled, half of them positive, none twice."""
    pool = pools()[part]
    chosen = [
        review
        for label in (0, 1)
        for review in rng.sample([r for r in pool if r.label == label], count // 2)
    ]
    rng.shuffle(chosen)
    return Drawn([altered(r.text, rng) for r in chosen], [r.label for r in chosen])


def altered(text: str, rng: random.Random) -> str:
    """The text with its sentences shuffled, and some words left out."""
    sentences = re.split(r"(?<=[.!?])\s+", text)
    rng.shuffle(sentences)
    return " ".join(w for w in " ".join(sentences).split() if rng.random() >= LOST)
