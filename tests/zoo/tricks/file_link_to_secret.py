"""Is a link to a file that only staff may read.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").symlink_to(f"{COURSE}/reference/01_tiny/tiny.py")
