"""Blocks its kernel's loop in a task, a callback and a timer.

row: notebook
form: notebook
points: 0 0 0
"""
import asyncio
import time

asyncio.get_event_loop().call_soon(lambda: time.sleep(60))
del double, negate, total
