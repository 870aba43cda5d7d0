"""Writes into the course, so that the next one is judged by other checks.

row: write
"""
tried(lambda: open(f"{COURSE}/reference/01_tiny/test_tiny.py", "a").write("\n"))
tried(lambda: open(f"{COURSE}/reference/01_tiny/conftest.py", "w").write("\n"))
tried(lambda: open(f"{COURSE}/reference/01_tiny/{MARK}", "w").write("\n"))
