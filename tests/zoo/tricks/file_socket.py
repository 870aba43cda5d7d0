"""Is a socket.

row: files
form: files
points: 0 0 0
"""
import os
import socket


def pack(folder, right):
    before = os.getcwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as sock:
            sock.bind("tiny.py")
    finally:
        os.chdir(before)
