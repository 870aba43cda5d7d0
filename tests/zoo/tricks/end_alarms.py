"""Sets alarms for the process that runs next, and for itself.

row: end
"""
import signal

signal.signal(signal.SIGALRM, lambda *a: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01)
signal.signal(signal.SIGPROF, lambda *a: None)
