"""A Python that every user of this machine can reach, for tests that root runs as somebody else.

Root's own may lie in a closed home. The system's, where it has the same minor version, then gets a
virtual environment in `.cache`, with all our packages by hard links, which cost no space; it is
kept for the next time, until a package is installed.
"""

import fcntl
import functools
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from grader.sandbox import reach

ROOT = Path(__file__).resolve().parents[2]
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
PACKAGES = Path(sysconfig.get_paths()["purelib"])


@functools.cache
def python():
    """(its path, ""), or ("", what is missing)."""
    if os.geteuid() != 0 or not reach.unreachable(reach.interpreter()):
        return sys.executable, closed(ROOT)
    if why := closed(ROOT) or closed(PACKAGES):
        return "", why
    system = Path("/usr/bin", VERSION)
    if not system.exists():
        return "", f"no user but root can reach {sys.base_prefix}, and there is no {system}"
    try:
        return _linked(system), ""
    except subprocess.CalledProcessError as fault:
        return "", f"no Python for all could be made: {fault.stderr.decode().strip()}"


def closed(path):
    """Which folder keeps others from a path; "" where none does."""
    folder = reach.unreachable([str(path)])
    return f"no user but root can pass {folder}" if folder else ""


def installed():
    """What tells one set of installed packages from another, whatever tests lay beside them."""
    found = sorted(PACKAGES.glob("*.dist-info"))
    facts = [f"{path.name} {path.stat().st_mtime_ns}" for path in found]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def _linked(system):
    """A virtual environment of another interpreter with our packages."""
    folder = ROOT / ".cache/everyone"
    folder.parent.mkdir(exist_ok=True)
    stamp, wanted = folder / "made-from", f"{system} {PACKAGES} {installed()}"
    # Threads and processes of a test run ask at once: one makes it, the others wait and take it.
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            new = folder.with_suffix(".new")
            shutil.rmtree(new, ignore_errors=True)
            _quietly(system, "-m", "venv", "--without-pip", new)
            _quietly("cp", "-al", f"{PACKAGES}/.", new / "lib" / VERSION / "site-packages")
            (new / stamp.name).write_text(wanted)
            shutil.rmtree(folder, ignore_errors=True)
            new.rename(folder)
    return str(folder / "bin/python")


def _quietly(*command):
    subprocess.run(command, check=True, capture_output=True)
