"""Opens raw, packet, netlink, Bluetooth, virtual-machine and kernel-crypto sockets.

row: network
"""
import socket

for family in (socket.AF_PACKET, socket.AF_NETLINK, 31, 38, 40, 17, 44):
    for kind in (socket.SOCK_RAW, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        tried(lambda: socket.socket(family, kind).fileno())
