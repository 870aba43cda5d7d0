"""Is a source with script, direction marks, escapes and Markdown in its own text.

row: reader
form: files
points: 0 0 0
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(
        right
        + '\n"""</code></pre><script>zoo()</script><style>*{display:none}</style>\x1b[2J\x7f\x9b\u202e'
        + '<img src=x onerror=zoo()> ``` | a | b |\n# zoo"""  # \u2066 </title>\n'
        + "ｄouble = None\nраss = 1\ndef double(x):\n\traise ValueError('<svg onload=zoo()>')\n        x\n"
    )
