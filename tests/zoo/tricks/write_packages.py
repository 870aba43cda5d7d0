"""Leaves a module, a .pth and a sitecustomize where every Python would start them.

row: write
"""
import sysconfig

import torch

packages = sysconfig.get_paths()["purelib"]
tried(lambda: open(f"{packages}/{MARK}.pth", "w").close())
tried(lambda: open(torch.__file__, "ab").close())
tried(lambda: open(f"{packages}/torch/{MARK}.py", "w").close())
