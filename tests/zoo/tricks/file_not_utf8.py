"""Is a text in no encoding, with NUL bytes and a false declaration.

row: files
form: files
points: 0 0 0
"""


def pack(folder, right):
    text = b"# -*- coding: utf-8 -*-\nname = '\xff\xfe\x00'\n" + right.encode()
    (folder / "tiny.py").write_bytes(text)
