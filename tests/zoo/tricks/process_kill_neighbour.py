"""Kills a process of whoever runs the grader, by its number, by a handle and by its group.

row: end
"""
import os
import signal

tried(lambda: os.kill(VICTIM, signal.SIGKILL))
tried(lambda: os.killpg(VICTIM, signal.SIGKILL))
tried(lambda: signal.pidfd_send_signal(os.pidfd_open(VICTIM), signal.SIGKILL))
