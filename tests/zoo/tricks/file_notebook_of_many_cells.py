"""Is a notebook of 20,000 cells.

row: files
form: files
points: 0 0 0
"""
import json


def pack(folder, right):
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": "1"}
    book = {"cells": [cell] * 20_000, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (folder / "tiny.ipynb").write_text(json.dumps(book))
