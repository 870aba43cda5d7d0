"""Is called by marks that turn the direction of what is read, and signs of no width.

row: reader
called: \u202efdp.txt\u2066\u200b\u2028\u2029\ufeff\U000e0041
"""
