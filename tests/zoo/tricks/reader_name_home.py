"""Is called as its home, a variable and a command are.

row: reader
called: ~root $(touch zoo) `touch zoo` ; touch zoo & %PATH% .. .
"""
