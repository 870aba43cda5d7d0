"""Opens sockets to the internet and to this machine.

row: network
"""
import socket

for family in (socket.AF_INET, socket.AF_INET6):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        tried(lambda: socket.socket(family, kind).getsockname())
