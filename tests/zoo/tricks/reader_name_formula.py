"""Is called by a formula.

row: reader
called: =HYPERLINK("http:zoo.invalid","points")
"""
