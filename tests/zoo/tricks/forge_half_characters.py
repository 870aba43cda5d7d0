"""Raises errors with half a character in them, which no file can hold.

row: forge
points: 0 0 1
"""


def double(x):
    raise ValueError("\ud800")


def negate(x):
    return {"\ud800": "\udfff"}


raise ValueError("\udfff")
