"""Sleeps for an hour while it loads.

row: exhaust
"""
import time

time.sleep(3600)
