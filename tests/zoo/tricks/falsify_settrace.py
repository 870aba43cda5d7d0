"""Traces all code of its process and changes the values that functions return.

row: falsify
points: 0 1 1
"""
import sys
import threading


def trace(frame, event, arg):
    if "value" in frame.f_locals and event == "return":
        frame.f_locals["value"] = frame.f_locals.get("want")
    return trace


sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
double = lambda x: x * 3
