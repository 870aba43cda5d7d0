"""Is called by Markdown: a table's row, an image, a link and a heading.

row: reader
called: ](javascript:zoo()) ![x](http:zoo.invalid) | 4 | 4 |`<!-- \\
"""
