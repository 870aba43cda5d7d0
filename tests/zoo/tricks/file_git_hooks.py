"""Brings a repository whose hooks, filters and settings run commands.

row: files
form: files
"""


def pack(folder, right):
    (folder / "tiny.py").write_text(right)
    hooks = folder / ".git/hooks"
    hooks.mkdir(parents=True)
    run = f"#!/bin/sh\ntouch {PLANT}/{MARK}\n"
    for name in ("post-checkout", "pre-commit", "fsmonitor", "post-index-change"):
        (hooks / name).write_text(run)
        (hooks / name).chmod(0o755)
    (folder / ".git/HEAD").write_text("ref: refs/heads/main\n")
    for inner in ("objects", "refs"):
        (folder / ".git" / inner).mkdir()
    settings = f"[core]\n\tfsmonitor = {hooks}/fsmonitor\n\thooksPath = {hooks}\n\tpager = {hooks}/fsmonitor\n"
    (folder / ".git/config").write_text(f"{settings}\trepositoryformatversion = 0\n")
    (folder / ".gitattributes").write_text("* filter=zoo diff=zoo\n")
