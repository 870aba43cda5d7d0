"""Sends descriptors and credentials of other processes over every socket.

row: forge
"""
import array
import os
import socket
import struct

for number in range(3, 64):
    try:
        sock = socket.socket(fileno=os.dup(number))
        rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2] * 20))
        who = (socket.SOL_SOCKET, 2, struct.pack("iII", 1, 0, 0))
        for more in ([rights], [who], [rights] * 2):
            try:
                sock.sendmsg([b"h"], more)
                sock.sendmsg([b"l"], more)
            except OSError:
                pass
    except OSError:
        pass
