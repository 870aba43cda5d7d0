"""Talks to the services that listen on this machine.

row: network
"""
import glob
import socket

found = glob.glob("/run/**/*.sock", recursive=True) + glob.glob("/tmp/**/*.sock", recursive=True)
for path in ["/var/run/docker.sock", "/run/dbus/system_bus_socket", "/run/systemd/private", *found]:
    tried(lambda: socket.socket(socket.AF_UNIX).connect(path))
