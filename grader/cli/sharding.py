"""`--shard I/N`: a class is split by student, the same way on every machine."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from grader.discovery import Candidate
from grader.faults import UsageFault

MAX_SHARDS = 10_000
WORDS = re.compile(r"([0-9]{1,5})/([0-9]{1,5})", re.ASCII)


@dataclass(frozen=True)
class Shard:
    """The share of a class that one job of several grades."""

    number: int  # from 1
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, student: str) -> bool:
        """Whether a student's work is in this share.

        The name alone decides: jobs that see different parts of a class, or one student more,
        still agree on all others.
        """
        digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8], "big") % self.of == self.number - 1

    def part(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates of this share."""
        return [candidate for candidate in candidates if self.has(candidate.student)]


def shard(words: str | None, seed: int | None) -> Shard | None:
    """What `--shard` says; None where it was not given.

    Raises:
        UsageFault: it is no I/N with 1 ≤ I ≤ N, or there is no `--seed`.
    """
    if words is None:
        return None
    found = WORDS.fullmatch(words.strip())
    number, of = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= of <= MAX_SHARDS:
        raise UsageFault(f"--shard {words!r}: say which part of how many, from 1/3 to 3/3.")
    if seed is None:
        raise UsageFault(
            f"--shard {number}/{of} needs --seed: without one number for all shards, each would "
            "draw other hidden inputs."
        )
    return Shard(number, of)
