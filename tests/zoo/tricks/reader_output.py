"""Prints script, styles, terminal escapes, direction marks and tags that close the page's own.

row: reader
"""
HOSTILE = (
    "</pre></code></textarea></style></title><script>zoo()</script><img src=x onerror=zoo()>",
    "<svg/onload=zoo()><iframe srcdoc='<script>zoo()</script>'><a href=javascript:zoo()>x</a>",
    "\x1b[31m\x1b]8;;http://zoo.invalid\x07link\x1b]8;;\x07\x1b[2J\x1b]0;title\x07\x9b2J\x90q\x9c",
    "\u202egnp.exe\u2066\u200f\u200b\ufeff\u2028\u2029 {{ 7*7 }} ${7*7} {% raw %}",
    "=HYPERLINK(\"http://zoo.invalid\")\n+1\n-1\n@SUM(A1)\n\t=1\r=cmd|' /C calc'!A0",
    "![x](http://zoo.invalid/a.png) [x](javascript:zoo()) <details open ontoggle=zoo()>\n\n# zoo\n| a |",
)
for text in HOSTILE:
    print(text.encode("utf-8", "replace").decode())


def negate(x):
    print(*HOSTILE)
    return -x
