"""Is a zip with a solution in it, called as a module is.

row: files
form: files
points: 0 0 0
"""
import zipfile


def pack(folder, right):
    with zipfile.ZipFile(folder / "tiny.py", "w") as file:
        file.writestr("__main__.py", right)
