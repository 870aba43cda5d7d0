"""Leaves names in shared memory, and looks for what others left there.

row: exhaust
"""
import os
from multiprocessing import shared_memory

try:
    reached([name for name in os.listdir("/dev/shm") if "zoo" in name])
    kept = shared_memory.SharedMemory(MARK, create=True, size=4096)
except (OSError, ImportError) as error:
    print(error)
