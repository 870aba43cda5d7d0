"""Gives right values as complex numbers, arrays, texts and generators.

row: fool
points: 0 0 0
"""
double = lambda x: (x + x).to(dtype=__import__("torch").complex64)
negate = lambda x: (-x).numpy()
total = lambda x: str(x.sum().item())
