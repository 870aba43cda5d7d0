"""Makes 20,000 empty files and folders, and one 300 deep.

row: exhaust
"""
import os

try:
    for number in range(10_000):
        open(f"f{number}", "w").close()
        os.mkdir(f"d{number}")
except OSError as error:
    print(error)
try:
    for _ in range(300):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
except OSError as error:
    print(error)
