"""Leaves a daemon behind in the middle of a call, with all pipes open.

row: exhaust
"""
import subprocess


def negate(x):
    subprocess.Popen(["setsid", "sleep", NAP])
    return -x
