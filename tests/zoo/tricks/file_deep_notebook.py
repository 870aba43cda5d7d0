"""Is a notebook nested 100,000 levels deep.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    text = '{"cells": ' + "[" * 100_000 + "]" * 100_000 + ', "nbformat": 4, "nbformat_minor": 5}'
    (folder / "tiny.ipynb").write_text(text)
