"""What checks need that follows from a run's seed alone and takes seconds to make.

An examiner makes it before it forks for the first submission, so all submissions of a run share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """A function of a run's seed whose value is kept for each seed."""

    def __init__(self, make: Callable[[int], T]) -> None:
        self._make = make
        self._made: dict[int, T] = {}
        self.__doc__ = make.__doc__

    def __call__(self, run_seed: int) -> T:
        """The value for a run of this seed. Whoever takes it must not change it."""
        if run_seed not in self._made:
            self._made[run_seed] = self._make(run_seed)
        return self._made[run_seed]


def once(make: Callable[[int], T]) -> Once[T]:
    """Decorates a function of a check file: `reviews(run_seed)` is made once for all of a run.

    `run_seed` is a fixture; draw from `random.Random(run_seed)` or the like, and from nothing else.
    """
    return Once(make)


def make_all(values: Iterable[object], run_seed: int) -> None:
    """Make what is to be made once among the values of a check file."""
    for value in values:
        if isinstance(value, Once):
            value(run_seed)
