"""A Python that every user of this machine can reach, for tests that root runs as somebody else.

Root's own may lie in a closed home. The system's, where it has the same minor version, then gets a
virtual environment in `.cache`, with all our packages by hard links, which cost no space; it is
kept for the next time, until a package is installed.
"""

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path

from grader.sandbox import reach

ROOT = Path(__file__).resolve().parents[2]
VERSION = f"python{sys.version_info[0]}.{sys.version_info[1]}"
PACKAGES = Path(sysconfig.get_paths()["purelib"])
MAKING = threading.Lock()


@functools.cache
def python():
    """(its path, ""), or ("", what is missing)."""
    with MAKING:  # a cache alone would let two threads make it at once
        return _python()


def _python():
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


def _linked(system):
    """A virtual environment of another interpreter with our packages."""
    folder = ROOT / ".cache/everyone"
    stamp, wanted = folder / "made-from", f"{system} {PACKAGES} {PACKAGES.stat().st_mtime_ns}"
    if not stamp.exists() or stamp.read_text() != wanted:
        new = folder.with_suffix(f".{os.getpid()}")
        _quietly(system, "-m", "venv", "--without-pip", new)
        _quietly("cp", "-al", f"{PACKAGES}/.", new / "lib" / VERSION / "site-packages")
        (new / stamp.name).write_text(wanted)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)
    return str(folder / "bin/python")


def _quietly(*command):
    subprocess.run(command, check=True, capture_output=True)
