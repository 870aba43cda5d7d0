"""Gives shapes that broadcast against the right one.

row: fool
points: 0 0 0
"""
double = lambda x: (x + x)[None]
negate = lambda x: (-x).unsqueeze(1)
total = lambda x: x.sum().expand(3, 2)
