"""Writes into the files through which a step sets outputs, paths and its summary.

row: forge
"""
import glob
import os

for name in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_STATE"):
    reached(os.environ.get(name))
for path in glob.glob("/home/runner/work/_temp/**", recursive=True) + [f"{PLANT}/summary"]:
    tried(lambda: open(path, "a").write("points=4\n"))
