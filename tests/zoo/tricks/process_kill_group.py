"""Sends every process of its group a signal, and then itself.

row: end
"""
import os
import signal

os.killpg(0, signal.SIGKILL)
