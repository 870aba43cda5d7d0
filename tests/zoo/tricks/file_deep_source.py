"""Is a source that nests 50,000 brackets.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(right + "x = " + "(" * 50_000 + ")" * 50_000 + "\n")
