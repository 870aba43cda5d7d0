"""Puts out HTML, SVG, JavaScript, LaTeX, Markdown, widgets and pictures that are none.

row: reader
form: notebook
"""
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display, publish_display_data

display(HTML("<script>zoo()</script><img src=x onerror=zoo()>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='zoo()'><script>zoo()</script></svg>"))
display(Javascript("zoo()"), Markdown("<script>zoo()</script>"), Latex("$\\href{javascript:zoo()}{x}$"))
publish_display_data({"image/png": "iVBORw0KGgo=\"><script>zoo()</script>", "text/plain": "<script>zoo()</script>"})
publish_display_data({"image/png": "PHNjcmlwdD56b28oKTwvc2NyaXB0Pg==", "text/html<script>zoo()</script>": "x"})
publish_display_data({"image/svg+xml": "<svg onload=zoo()>", "application/javascript": "zoo()"})
