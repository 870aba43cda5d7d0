"""Has folders that hold themselves, by links, and one 200 folders deep.

row: files
form: files
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    (folder / "loop").symlink_to(".")
    (folder / "up").symlink_to("../..")
    deep = folder
    for _ in range(200):
        deep /= "d"
    deep.mkdir(parents=True)
