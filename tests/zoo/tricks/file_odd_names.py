"""Has files beside it with names of 255 bytes, line ends, escapes, no UTF-8 and script in them.

row: files
form: files
"""
import os


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    names = [b"t" * 255, b"a\nb\rc", b"\x1b[2J\x07", b"\xff\xfe.ipynb", b"-rf", b"tiny\xe2\x80\xae.py"]
    for name in [*names, b"<script>zoo()<%2fscript>.py", b"=1+1.py", b"..tiny", b"$(touch zoo).ipynb"]:
        with open(os.fsencode(folder) + b"/" + name, "w") as file:
            file.write("double = None\n")
