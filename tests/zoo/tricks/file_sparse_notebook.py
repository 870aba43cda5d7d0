"""Is a notebook of 200 MB that takes no room on the disk.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    with open(folder / "tiny.ipynb", "wb") as file:
        file.truncate(200 << 20)
