"""Reads the hidden checks and the solution by their real paths.

row: read
"""
import glob

for path in glob.glob(f"{COURSE}/reference/**/*", recursive=True) or [f"{COURSE}/reference/01_tiny/test_tiny.py"]:
    tried(lambda: open(path).read())
