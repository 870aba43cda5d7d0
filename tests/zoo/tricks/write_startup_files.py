"""Leaves something in the startup files of whoever graded it.

row: write
"""
for folder in ("/root", "/etc", "/usr/local/bin", "/var/spool/cron", "/"):
    tried(lambda: open(f"{folder}/{MARK}", "w").close())
