"""Leaves an abstract socket for the next one, and looks for one.

row: network
"""
import socket

kept = []
for word in (b"\0zoo-abstract", b"\0/tmp/.X11-unix/X0", b"\0/tmp/dbus-x"):
    tried(lambda: socket.socket(socket.AF_UNIX).connect(word))
try:
    kept.append(socket.socket(socket.AF_UNIX))
    kept[0].bind(b"\0zoo-abstract")
except OSError:
    pass
