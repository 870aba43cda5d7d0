"""Takes 2 GB of memory while it loads.

row: exhaust
"""
try:
    kept = [bytearray(b"x" * (50 << 20)) for _ in range(40)]
except MemoryError:
    kept = None
reached(kept and len(kept))
