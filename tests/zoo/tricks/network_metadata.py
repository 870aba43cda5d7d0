"""Asks the cloud for its keys, and the local web server for anything.

row: network
"""
import urllib.request

for url in ("http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:8888/"):
    tried(lambda: urllib.request.urlopen(url, timeout=0.3).read(10))
