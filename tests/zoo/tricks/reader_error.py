"""Raises errors whose class, text and file are script, on a line of script.

row: reader
points: 0 0 1
"""


def double(x):
    raise type("Zoo", (ValueError,), {})("</pre><script>zoo()</script><img src=x onerror=zoo()>\x1b[2J")


def negate(x):
    code = compile("1/0", "<script>zoo()</script>\x1b]0;x\x07\u202e.py", "exec")
    exec(code)
