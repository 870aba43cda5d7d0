"""Plants links that point out of its folder, for whoever cleans up or copies.

row: write
"""
import os

for number, target in enumerate((PLANT, BOOK, COURSE, "/", "..", "/proc/self/root")):
    os.symlink(target, f"link{number}")
tried(lambda: os.link(f"{PLANT}/diary", "hard"))
tried(lambda: os.mkdir(f"link0/{MARK}"))
