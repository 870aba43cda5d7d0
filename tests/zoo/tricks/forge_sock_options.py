"""Changes the flags, buffers and directions of the sockets that it was given.

row: forge
"""
import fcntl
import os
import socket

for number in range(3, 64):
    try:
        fcntl.fcntl(number, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
        fcntl.fcntl(number, fcntl.F_SETOWN, os.getppid())
        sock = socket.socket(fileno=os.dup(number))
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1)
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
