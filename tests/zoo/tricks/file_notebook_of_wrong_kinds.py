"""Is a notebook with a number for its cells, keys twice, NaN and half a character.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    text = r'{"cells": 3, "cells": [{"cell_type": "code", "source": {"a": NaN}, "id": "\ud800"}],'
    (folder / "tiny.ipynb").write_text(text + '"metadata": [], "nbformat": 1e999}')
