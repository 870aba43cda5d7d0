"""In which settings secrets must hold: both kinds of user, with bubblewrap and without.

Without bubblewrap means without namespaces too, as on hosted runners: a filter on the whole run
answers EPERM to whoever wants one, and a folder without bwrap stands for PATH.
"""

import functools
import os
import subprocess
import sys

NOBODY = 61_990
BARE = """
import errno, os, sys
import pyseccomp as lib
rules = lib.SyscallFilter(lib.ALLOW)
for name in ("unshare", "setns"):
    rules.add_rule(lib.ERRNO(errno.EPERM), name)
for flag in (0x10000000, 0x00020000):
    rules.add_rule(lib.ERRNO(errno.EPERM), "clone", lib.Arg(0, lib.MASKED_EQ, flag, flag))
rules.add_rule(lib.ERRNO(errno.ENOSYS), "clone3")
rules.load()
os.environ["PATH"] = os.path.dirname(sys.executable)
os.execv(sys.argv[1], sys.argv[1:])
"""
ORDINARY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
WITHOUT = (sys.executable, "-c", BARE)
SETTINGS = ("bubblewrap", "neither", "bubblewrap, ordinary user", "neither, ordinary user")


@functools.cache
def obstacle(name):
    """Why a setting cannot be had here; "" where it can."""
    if "ordinary" in name and os.geteuid() == 0:
        tried = subprocess.run([*ORDINARY, sys.executable, "-c", "import torch"], check=False)
        if tried.returncode:
            return "an ordinary user cannot reach this Python"
    if "ordinary" not in name and os.geteuid() != 0:
        return "not root"
    if name.startswith("bubblewrap"):
        code = "from grader.sandbox.layers import *; print(name(detect('require')))"
    else:
        code = "from grader.sandbox.layers import *; detect('require')"
    done = subprocess.run(
        [*before(name), sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    if done.returncode or (name.startswith("bubblewrap") and "bubblewrap" not in done.stdout):
        return (done.stderr.strip().splitlines() or ["no bubblewrap here"])[-1]
    return ""


def before(name):
    """What stands before a command so that it runs in this setting."""
    user = ORDINARY if "ordinary" in name and os.geteuid() == 0 else ()
    return (*user, *(() if name.startswith("bubblewrap") else WITHOUT))
