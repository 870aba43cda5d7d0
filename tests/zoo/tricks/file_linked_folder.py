"""Puts the reference solution's folder in the place of its own, by a link.

row: files
form: files
points: none
told: file_linked_folder
"""


def pack(folder, right):
    (folder / "01_tiny").symlink_to(f"{COURSE}/reference/01_tiny")
