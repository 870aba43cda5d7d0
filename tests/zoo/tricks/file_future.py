"""Says that it was changed in the year 2200, and before there were computers.

row: files
form: files
"""
import os


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    os.utime(folder / "tiny.py", (7_258_118_400, 7_258_118_400))
    os.utime(folder, (-5, -5))
