"""Gives right values in other kinds: float64, complex, a list, a NumPy array, text.

row: fool
points: 0 0 0
"""
double = lambda x: (x + x).double()
negate = lambda x: (-x).tolist()
total = lambda x: x.sum().item()
