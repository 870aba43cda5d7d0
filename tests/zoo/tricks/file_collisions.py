"""Hands in files whose names differ in case or in how accents are written.

row: files
form: files
told: not graded: a submission is called tiny.py
"""


def pack(folder, right):
    for name in ("TINY.PY", "Tiny.py", "tiny.py ", "tiny.py.", "tiný.py", "tiny\u0301.py", "tiny.PY"):
        (folder / name).write_text("double = None\n")
    (folder / "tiny.py").write_text(right)
