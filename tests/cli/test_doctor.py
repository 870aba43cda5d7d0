"""The last line of grader doctor: safe for hostile code, or not, and the one command to type."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import doctor, layers, reach, remedies
from tests.e2e.settings import BARE, UNBOXED
from tests.e2e.small import GRADER, works

LINUX_ONLY = """
import os, signal, socket, sys, sysconfig, urllib.request

for module, names in {
    os: "sched_getaffinity sched_setaffinity unshare setns memfd_create pidfd_open eventfd splice",
    socket: "AF_PACKET AF_NETLINK AF_VSOCK SO_PASSCRED SO_PEERCRED SCM_CREDENTIALS",
    signal: "pidfd_send_signal sigtimedwait sigwaitinfo",
}.items():
    for name in names.split():
        vars(module).pop(name, None)
import grader.cli

sysconfig.get_config_vars()  # reads a file that is named after the platform
sys.platform = "darwin"
sys.argv[0] = "grader"
sys.exit(grader.cli.main())
"""
NO_LANDLOCK = BARE.replace(
    "rules.load()",
    'rules.add_rule(lib.ERRNO(errno.ENOSYS), "landlock_create_ruleset")\nrules.load()',
)
CLOSED = 'mount -t tmpfs -o mode=0700 none "$0" && mkdir "$0/v" && mount --bind "$1" "$0/v" && \
shift && exec "$@"'


def examined(command, **options):
    """The exit code, and the last line that is told."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, **options)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()[-1]


def unreachable():
    """Whether this is root, with a Python that no other user reaches."""
    return os.geteuid() == 0 and reach.unreachable(reach.interpreter()) is not None


def below(filter_text):
    """`grader doctor` on a machine that withholds what this text filters."""
    return [sys.executable, "-c", filter_text, str(GRADER), "doctor"]


def namespaces_are_allowed():
    """Whether user namespaces can be had here at all."""
    return works("unshare", "-m" if os.geteuid() == 0 else "-rm", "true")


def test_nothing_is_missing():
    """Where all layers stand it is safe, and the line says no more."""
    if layers.detect("best-effort").missing():
        pytest.skip("layers are missing here; see grader doctor")
    code, line = examined([GRADER, "doctor"])
    assert code == 0
    assert line.startswith("Safe for hostile code.")


@pytest.mark.skipif(unreachable(), reason="root's Python is out of everybody's reach")
def test_without_bubblewrap():
    """Namespaces do without it."""
    if not namespaces_are_allowed():
        pytest.skip("no namespaces here")
    assert examined(below(UNBOXED)) == (0, "Safe for hostile code.")


@pytest.mark.skipif(unreachable(), reason="root's Python is out of everybody's reach")
def test_without_namespaces():
    """Landlock and seccomp alone are safe; what works less well there is told, and what to type."""
    code, line = examined(below(BARE))
    assert (code, line.split(".")[0]) == (0, "Safe for hostile code")
    assert "DataLoader workers" in line


def test_without_landlock():
    """With no namespaces and no Landlock files lie open: bubblewrap would hide them."""
    code, line = examined(below(NO_LANDLOCK))
    assert code == 1
    assert line.startswith("NOT safe for hostile code; lacking: hiding files")
    assert ("Mend it: apt-get" in line) is (os.geteuid() == 0)
    assert "apt-get install bubblewrap" in line


def test_without_the_library_of_filters(tmp_path):
    """Where libseccomp does not load, its package is what to install."""
    if layers.detect("best-effort").missing():
        pytest.skip("more than that is missing here; see grader doctor")
    (tmp_path / "pyseccomp.py").write_text("raise RuntimeError('Unable to find libseccomp')\n")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    code, line = examined([GRADER, "doctor"], env=environment)
    assert code == 1
    assert "lacking: filtering system calls (seccomp), keeping the network away. Mend it" in line
    assert line.endswith("apt-get install libseccomp2")


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user's submissions run as that user")
def test_root_with_a_python_of_its_own(tmp_path):
    """Without bubblewrap other users cannot come to root's Python: the folder is named."""
    closed = tmp_path / "closed"
    closed.mkdir()
    if not works("unshare", "-m", "sh", "-c", CLOSED, str(closed), sys.prefix, "true"):
        pytest.skip("no private mount namespace is allowed here")
    inner = [closed / "v/bin/python", "-c", UNBOXED, closed / "v/bin/python", "-m", "grader"]
    words = ["unshare", "-m", "sh", "-c", CLOSED, closed, sys.prefix, *inner, "doctor"]
    code, line = examined([str(word) for word in words])
    assert code == 1
    assert "Mend it: apt-get install bubblewrap (other users cannot reach this Python: " in line


def test_on_a_mac():
    """No layer is there, and the line names a Linux machine, not a package that no Mac has."""
    code, line = examined([sys.executable, "-c", LINUX_ONLY, "doctor"])
    assert code == 1
    assert line.startswith("NOT safe for hostile code; lacking: hiding files")
    assert "Mend it: multipass launch" in line
    assert "darwin has none of the layers" in line


@pytest.mark.parametrize("sandbox", ["require", "off"])
def test_grading_on_a_mac(tmp_path, sandbox):
    """Nothing is graded there in any mode, and the sentence says where to do it."""
    (tmp_path / "ana").mkdir()
    (tmp_path / "ana/tensors.py").write_text("")
    words = ["run", tmp_path, "--out", tmp_path / "out", "--course", Path(__file__).parents[2]]
    words += ["--sandbox", sandbox]
    command = [sys.executable, "-c", LINUX_ONLY, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "grader run needs Linux, and this is darwin. To have a machine for it: multipass" in line


def lacking(*names):
    """A machine on which these layers did not stand."""
    rows = tuple(layers.Layer(name, name not in names, "", "") for name in layers.NAMES)
    return layers.Layers("best-effort", rows=rows)


@pytest.mark.parametrize(
    ("where", "typed"),
    [
        ({"bwrap": True, "closed": "/root"}, "chmod o+x /root ("),
        ({"bwrap": True, "container": True}, "docker run --security-opt seccomp=unconfined"),
        ({"bwrap": True}, "apt-get install linux-image-"),
        ({}, "apt-get install bubblewrap"),
    ],
    ids=["closed", "container", "old kernel", "bare"],
)
def test_the_one_command_fits_the_machine(monkeypatch, where, typed):
    """What stands in the way decides what to type: a folder, a container's profile, a kernel."""
    monkeypatch.setattr(remedies.os, "geteuid", lambda: 0)
    monkeypatch.setattr(remedies, "_read", lambda path: "")
    monkeypatch.setattr(remedies.shutil, "which", lambda name: where.get("bwrap") and "/bin/bwrap")
    monkeypatch.setattr(remedies.reach, "unreachable", lambda paths: where.get("closed"))
    monkeypatch.setattr(remedies.os.path, "exists", lambda path: where.get("container", False))
    line = doctor.verdict(lacking("files"))
    assert line.startswith("NOT safe for hostile code; lacking: hiding files")
    assert f"Mend it: {typed}" in line
    assert "\n" not in line
