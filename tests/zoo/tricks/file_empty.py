"""Is empty, with a folder beside it that is called as a module is.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").touch()
    (folder / "tiny.ipynb").mkdir()
