"""Is called by bytes that are no text.

row: reader
called: \udcff\udcfe\udc80 zoo
"""
