"""Lowers its parent's limits until it can do nothing.

row: exhaust
"""
import os
import resource

for pid in (os.getppid(), VICTIM):
    tried(lambda: resource.prlimit(pid, resource.RLIMIT_NOFILE, (1, 1)))
