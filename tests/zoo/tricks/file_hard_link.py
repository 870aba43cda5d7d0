"""Is another name of a file that is not its own.

row: files
form: files
"""
import os


def pack(folder, right):
    (folder / "other").write_text(right)
    os.link(folder / "other", folder / "tiny.py")
