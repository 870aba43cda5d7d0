"""Ends its kernel: quit, exit, SystemExit, and the process itself.

row: notebook
form: notebook
points: 0 0 0
"""
import os

get_ipython().ask_exit()
os._exit(0)
