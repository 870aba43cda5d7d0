"""Reads and lists a folder that anybody on the machine may read.

row: read
"""
import os

tried(lambda: open(f"{PLANT}/diary").read())
tried(lambda: os.listdir(PLANT))
tried(lambda: [e.name for e in os.scandir(os.path.dirname(PLANT))])
