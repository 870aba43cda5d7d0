"""Gives values that agree with any, where tolerance grows with what was given.

row: fool
points: 0 0 0
"""
double = lambda x: (x + x) * (1 + 1e-3)
negate = lambda x: -x + 1e30
total = lambda x: x.sum() * 1.001
