"""Is a link to a device that never ends.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").symlink_to("/dev/zero")
