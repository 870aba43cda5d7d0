"""Is a source of one line of almost 1 MB, in which an operator stands 300,000 times.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(right + "x = " + "1+" * 300_000 + "1\n")
