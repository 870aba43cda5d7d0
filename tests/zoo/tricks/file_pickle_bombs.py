"""Brings saved weights that run a command when they are loaded, and headers that claim exabytes.

row: files
form: files
"""
import os
import pickle
import struct


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {PLANT}/{MARK}",)


def pack(folder, right):
    for name in ("tiny.pt", "tiny.pth", "model.pkl", "tiny.npy", "weights.bin"):
        (folder / name).write_bytes(pickle.dumps(Bomb()))
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1152921504606846975,), }"
    (folder / "data.npy").write_bytes(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header)
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", (1 << 63) - 1) + b'{"a":')
    (folder / "tiny.py").write_text(right)
