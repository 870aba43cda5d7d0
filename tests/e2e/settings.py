"""In which settings a run is tried: both kinds of user, with all layers and with some.

"namespaces" is a machine without bubblewrap: PATH holds no bwrap. "neither" is one that withholds
namespaces too, as hosted runners do: a filter on the whole run answers EPERM to whoever wants one,
and Landlock and seccomp are alone. An ordinary user is the one who runs the tests, or for root one
that is made up.
"""

import functools
import os
import subprocess

from tests.e2e.everyone import python

# Each process of tests has its own: without namespaces the system counts all that a user runs.
NOBODY = 61_990 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
UNBOXED = """
import os, sys
os.environ["PATH"] = os.path.dirname(sys.executable)
os.execv(sys.argv[1], sys.argv[1:])
"""
BARE = f"""
import errno
import pyseccomp as lib
rules = lib.SyscallFilter(lib.ALLOW)
for name in ("unshare", "setns"):
    rules.add_rule(lib.ERRNO(errno.EPERM), name)
for flag in (0x10000000, 0x00020000):
    rules.add_rule(lib.ERRNO(errno.EPERM), "clone", lib.Arg(0, lib.MASKED_EQ, flag, flag))
rules.add_rule(lib.ERRNO(errno.ENOSYS), "clone3")
rules.load()
{UNBOXED}"""
WITHOUT = {"bubblewrap": "", "namespaces": UNBOXED, "neither": BARE}
ARRANGED = {  # what the run itself must call it, so that nothing else is tested by mistake
    "bubblewrap": "bubblewrap + namespaces",
    "namespaces": "namespaces",
    "neither": "no namespaces",
}
SETTINGS = tuple(f"{kind}{user}" for user in ("", ", ordinary user") for kind in WITHOUT)


@functools.cache
def obstacle(setting):
    """Why a setting cannot be had here; "" where it can."""
    if "ordinary" not in setting and os.geteuid() != 0:
        return "not root"
    if why := python()[1]:
        return why
    code = "from grader.sandbox.layers import *; print(name(detect('require')))"
    command = [*before(setting), python()[0], "-c", code]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    except FileNotFoundError as missing:
        return str(missing)
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    found, wanted = done.stdout.strip(), ARRANGED[setting.partition(",")[0]]
    return "" if found == wanted else f"the strongest arrangement here is {found}"


def before(setting, user=NOBODY):
    """What stands before a command so that it runs in this setting; `user` is made up."""
    become = ("setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--")
    code = WITHOUT[setting.partition(",")[0]]
    return (*(become if made_up(setting) else ()), *((python()[0], "-c", code) if code else ()))


def grader(setting):
    """`grader` in this setting, as the first words of a command line."""
    return (*before(setting), python()[0], "-m", "grader")


def made_up(setting):
    """Whether the setting's user is another than the one who runs the tests."""
    return "ordinary" in setting and os.geteuid() == 0


def give(folder, user=NOBODY):
    """Hand a file, or a folder and all in it, to another user."""
    os.chown(folder, user, user)
    for place, _, names in os.walk(folder):
        for path in (place, *(os.path.join(place, name) for name in names)):
            os.chown(path, user, user, follow_symlinks=False)
