"""In which settings secrets must hold: both kinds of user, with all layers and with some.

"namespaces" is a machine without bubblewrap: a folder without bwrap stands for PATH. "neither" is
one that withholds namespaces too, as hosted runners do: a filter on the whole run answers EPERM to
whoever wants one, and Landlock and seccomp are alone.
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
UNBOXED = """
import os, sys
os.environ["PATH"] = os.path.dirname(sys.executable)
os.execv(sys.argv[1], sys.argv[1:])
"""
ORDINARY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--")
WITHOUT = {
    "bubblewrap": (),
    "namespaces": (sys.executable, "-c", UNBOXED),
    "neither": (sys.executable, "-c", BARE),
}
ARRANGED = {  # what the run itself must call it, so that nothing else is tested by mistake
    "bubblewrap": "bubblewrap + namespaces",
    "namespaces": "namespaces",
    "neither": "no namespaces",
}
SETTINGS = tuple(f"{kind}{user}" for user in ("", ", ordinary user") for kind in WITHOUT)


@functools.cache
def obstacle(name):
    """Why a setting cannot be had here; "" where it can."""
    if "ordinary" in name and os.geteuid() == 0:
        tried = subprocess.run([*ORDINARY, sys.executable, "-c", "import torch"], check=False)
        if tried.returncode:
            return "an ordinary user cannot reach this Python"
    if "ordinary" not in name and os.geteuid() != 0:
        return "not root"
    code = "from grader.sandbox.layers import *; print(name(detect('require')))"
    done = subprocess.run(
        [*before(name), sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    wanted, found = ARRANGED[name.split(",")[0]], done.stdout.strip()
    if done.returncode or found != wanted:
        return (done.stderr.strip().splitlines() or [f"here it is {found}, not {wanted}"])[-1]
    return ""


def before(name):
    """What stands before a command so that it runs in this setting."""
    user = ORDINARY if "ordinary" in name and os.geteuid() == 0 else ()
    return (*user, *WITHOUT[name.split(",")[0]])
