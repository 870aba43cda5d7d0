"""Offers the hidden inputs on a port of this machine.

row: network
"""
import socket

tried(lambda: socket.create_server(("127.0.0.1", 0)).getsockname())
