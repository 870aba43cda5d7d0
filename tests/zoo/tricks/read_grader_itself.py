"""Imports the grader's trusted half, where the checks are collected.

row: read
"""
def _look():
    import grader.examiner.collect
    import grader.gradebook

tried(_look)
