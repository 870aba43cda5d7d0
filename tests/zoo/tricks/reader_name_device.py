"""Is called as devices and folders of other systems are.

row: reader
called: CON
"""
