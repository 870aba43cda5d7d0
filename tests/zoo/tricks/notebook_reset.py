"""Empties its own namespace at its end, and makes names that are none.

row: notebook
form: notebook
points: 0 0 0
"""
get_ipython().run_line_magic("reset", "-f")
