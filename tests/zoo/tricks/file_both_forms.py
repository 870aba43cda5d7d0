"""Hands in a module, a notebook and a folder for one assignment, each with another answer.

row: files
form: files
"""
import os


def pack(folder, right):
    (folder / "01_tiny").mkdir()
    (folder / "01_tiny/tiny.py").write_text("double = None\n")
    (folder / "tiny.ipynb").write_text("not a notebook")
    for old in (folder / "01_tiny/tiny.py", folder / "tiny.ipynb"):
        os.utime(old, (1, 1))
    (folder / "tiny.py").write_text(right)
