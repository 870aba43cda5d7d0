"""Hands in compiled files of another module under the names of the honest ones.

row: shadow
form: files
"""
import importlib.util
import marshal


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    (folder / "__pycache__").mkdir()
    code = compile(f"open({PLANT!r} + '/' + {MARK!r}, 'w')\n", "tiny.py", "exec")
    made = importlib.util.MAGIC_NUMBER + bytes([0b01] + [0] * 11) + marshal.dumps(code)
    for name in ("tiny", "torch", "json", "sitecustomize"):
        (folder / f"__pycache__/{name}.cpython-311.pyc").write_bytes(made)
        (folder / f"{name}.pyc").write_bytes(made)
