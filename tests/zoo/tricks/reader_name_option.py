"""Is called as an option of the grader.

row: reader
called: --sandbox=off
"""
