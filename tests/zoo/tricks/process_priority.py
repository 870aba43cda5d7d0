"""Slows its neighbours down: raises its own priority, lowers theirs.

row: exhaust
"""
import os

tried(lambda: os.nice(-5))
tried(lambda: os.setpriority(os.PRIO_PROCESS, VICTIM, 19))
tried(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))
