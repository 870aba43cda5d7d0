"""Sends a secret out as a name to look up.

row: network
"""
import socket

tried(lambda: socket.gethostbyname("localhost.example"))
tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 53)))
