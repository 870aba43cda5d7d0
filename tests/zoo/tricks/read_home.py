"""Reads the home of whoever started the grader.

row: read
"""
import os

for home in ("/root", "/home", os.path.expanduser("~root"), "/root/.ssh", "/root/.bash_history", "/etc/shadow"):
    try:
        reached(os.listdir(home) if os.path.isdir(home) else os.path.isfile(home) and open(home).read())
    except OSError:
        pass
