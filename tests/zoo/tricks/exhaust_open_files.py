"""Opens files, pipes and sockets until it may open no more, and keeps them.

row: exhaust
points: 0 0 0
"""
import os

kept = []
try:
    while len(kept) < 100_000:
        kept += os.pipe()
except OSError as error:
    print(error)
