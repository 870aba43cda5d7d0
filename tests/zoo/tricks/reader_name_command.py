"""Is called by a call of another program.

row: reader
called: @SUM(1+1)*cmd|' C calc'!A0
"""
