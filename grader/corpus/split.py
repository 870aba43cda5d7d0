"""Who may see which reviews: a fixed rule that looks at nothing but a review's words.

    train        60 %   students, and what their classifiers are fitted on
    validation   15 %   students too: what public checks measure with
    test         25 %   hidden: what hidden checks measure with

A review is known by the first 60 characters of its words, in lower case and without punctuation.
The part is a hash of those: it depends neither on the order of the file nor on a seed, and two
versions of a review that begin alike, as some of IMDb's do, are never in two parts. Of those that
begin alike only the first is kept.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Literal

from grader.corpus.source import Review

Part = Literal["train", "validation", "test"]

SHARES: tuple[tuple[Part, int], ...] = (("train", 60), ("validation", 75), ("test", 100))
KNOWN_BY = 60  # characters
# Short reviews are judged as well as long ones, and a truncated SVD of them takes seconds: its
# time grows with the number of different pairs of words.
SHORTEST, LONGEST = 200, 700  # characters


def key(text: str) -> str:
    """What a review is known by.

    >>> key("It's  GREAT!<br />")
    'it s great br'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))[:KNOWN_BY].rstrip()


def rank(text: str) -> int:
    """A number in [0, 2**64) that a review's key hashes to: reviews in this order are shuffled."""
    return int.from_bytes(hashlib.sha256(key(text).encode()).digest()[:8], "big")


def part_of(text: str) -> Part:
    """The part that a text belongs to."""
    share = rank(text) % 100
    return next(part for part, end in SHARES if share < end)


def parts(reviews: Iterable[Review]) -> dict[Part, list[Review]]:
    """The reviews that the course uses, by part: IMDb's of 200 to 700 characters, none twice."""
    found: dict[Part, list[Review]] = {"train": [], "validation": [], "test": []}
    seen = set[str]()
    for review in reviews:
        fits = review.source == "imdb" and SHORTEST <= len(review.text) <= LONGEST
        if fits and (known_by := key(review.text)) not in seen:
            seen.add(known_by)
            found[part_of(review.text)].append(review)
    return found


def balanced(reviews: Iterable[Review], count: int) -> list[Review]:
    """The first `count` reviews by rank of which half are positive, in the order of their ranks.

    Raises:
        ValueError: there are too few.
    """
    ordered = sorted(reviews, key=lambda review: rank(review.text))
    chosen = [review for label in (0, 1) for review in _labelled(ordered, label, count // 2)]
    return sorted(chosen, key=lambda review: rank(review.text))


def _labelled(reviews: Iterable[Review], label: int, count: int) -> list[Review]:
    found = [review for review in reviews if review.label == label][:count]
    if len(found) < count:
        raise ValueError(f"{len(found)} reviews with the label {label} are not {count}")
    return found
