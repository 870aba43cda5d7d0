"""Declares a codec that is none for text.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(f"# coding: rot13\n# coding: zlib\n{right}")
