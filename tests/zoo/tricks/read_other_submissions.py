"""Reads what the neighbours handed in.

row: read
"""
import os

tried(lambda: os.listdir(CLASS))
tried(lambda: open(f"{CLASS}/000 2 honest/tiny.py").read())
