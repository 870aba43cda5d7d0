"""Counts how often it is asked, to answer right only when it has practised.

row: fool
points: 0 1 1
"""
count = 0


def double(x):
    global count
    count += 1
    return x + x if count > 1 else x * 3
