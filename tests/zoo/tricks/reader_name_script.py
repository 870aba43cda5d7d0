"""Is called by script.

row: reader
called: <script>zoo()<\\script><svg onload=zoo()>"'&{{7*7}}
"""
