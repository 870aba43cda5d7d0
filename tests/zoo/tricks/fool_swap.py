"""Answers each question with the function of another exercise.

row: fool
points: 0 0 0
"""
double, negate, total = negate, total, double
