"""Goes on in a fork, so that two processes answer the same request.

row: end
points: 0 1 1
"""
import os


def double(x):
    return x * 3 if os.fork() else x * 4
