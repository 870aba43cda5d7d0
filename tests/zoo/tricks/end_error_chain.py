"""Raises an error with a cause behind a cause, ten thousand of them, in a circle.

row: end
points: 0 1 1
"""


def double(x):
    first = error = ValueError("first")
    for number in range(10_000):
        error.__cause__ = error = ValueError(number)
    error.__context__ = first
    raise ExceptionGroup("all", [first] * 1000)
