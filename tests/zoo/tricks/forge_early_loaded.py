"""Says that it has loaded before it has, and that it stands on a line far below.

row: forge
points: 0 0 0
"""
import os
import stat

for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, b"s99999999999999999999")
            os.write(number, b"s-1")
            os.write(number, b"h")
            os.write(number, b"lnonsense")
    except OSError:
        pass
double = negate = total = lambda x: x * 3
