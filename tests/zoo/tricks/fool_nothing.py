"""Gives None, Ellipsis, NotImplemented and itself, which some judges take for a pass.

row: fool
points: 0 0 0
"""
double = lambda x: None
negate = lambda x: NotImplemented
total = lambda x: True
