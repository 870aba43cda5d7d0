"""Layers L and C: what a submission may use, and that nothing of it is left."""

import os
import subprocess
import sys

import pytest

from grader.inside import lockdown, processes
from grader.inside.plan import Limits

DAEMON = """
import os, signal, time
def daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            time.sleep(60)
        os._exit(0)
    os.wait()
"""


def test_daemons_are_ended(sandbox):
    """Processes that left their session and their parent are found and killed."""
    told = sandbox.run(DAEMON + "for _ in range(5): daemon()\ntold['made'] = 5")
    assert told["swept"] >= 5
    assert told["left"] == 0


def test_fork_bomb_is_bounded_and_ended(sandbox):
    """A fork bomb meets the limit, and the sweep ends what there is of it."""
    source = """
import os, time
try:
    while True:
        if os.fork() == 0:
            while True:
                try:
                    os.fork()
                except OSError:
                    time.sleep(0.01)
except OSError as error:
    told['stopped'] = error.errno
"""
    told = sandbox.run(source)
    assert told["stopped"] == 11
    assert told["left"] == 0
    if sandbox.namespaces:
        assert told["processes"] <= 24


def test_runaway_that_keeps_forking_is_ended(sandbox):
    """A chain of processes, each forking the next and ending at once, does not outrun the sweep."""
    source = """
import os
if os.fork() == 0:
    while True:
        if os.fork():
            os._exit(0)
told['started'] = True
"""
    told = sandbox.run(source)
    assert told["started"]
    assert told["left"] == 0


def test_the_dead_are_reaped_last():
    """While one lives, the dead keep taking up the room that it could fork into."""
    code = """
import os, time
from grader.inside import processes
dead = os.fork() or os._exit(0)
alive = os.fork() or time.sleep(60)
rounds, kill = [], processes._kill
def late(found, at_once):
    rounds.append(os.path.exists(f"/proc/{dead}"))
    if len(rounds) >= 3:  # how many rounds a killed process takes to end is the system's affair
        kill(found, at_once)
processes._kill = late
print(processes.sweep(), len(rounds) >= 3, all(rounds))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "2 True True\n"


def test_orphans_that_ended_take_no_room(sandbox):
    """Orphans are reaped while a call goes on: their dead do not use up the process limit."""
    source = """
import os, time

def many():
    for _ in range(200):
        if os.fork() == 0:
            os.fork()
            os._exit(0)
        os.wait()
        time.sleep(0.01)
    return 200
"""
    told = sandbox.grade(source, "many", call_s=120.0, submission_s=120.0)["told"]
    assert told[1:] == [["answer", "200"]]


def test_threads_are_counted(sandbox):
    """Threads count towards the limit like processes."""
    source = """
import threading, time
try:
    for count in range(100):
        threading.Thread(target=time.sleep, args=(1,), daemon=True).start()
except RuntimeError:
    told['stopped'] = count
"""
    told = sandbox.run(source)
    # without namespaces the user's other processes are counted by the kernel, and allowed for
    assert told["stopped"] < (24 if sandbox.namespaces else 100)


def test_memory_is_measured(sandbox):
    """The watchdog sees what a submission and its children hold, shared pages counted once."""
    source = """
import os, time
block = bytearray(os.urandom(1 << 20) * 60)
for _ in range(3):
    if os.fork() == 0:
        time.sleep(60)
told['ready'] = True
tell()
time.sleep(60)
"""
    told = sandbox.run(source)
    assert told["cheap"] > 230 << 20
    assert 60 << 20 < told["exact"] < 120 << 20


def test_processor_time_is_bounded(sandbox):
    """A loop that ignores signals ends at its processor limit."""
    source = """
import os, signal
child = os.fork()
if child == 0:
    signal.signal(signal.SIGXCPU, signal.SIG_IGN)
    while True:
        pass
told['status'] = os.waitpid(child, 0)[1]
"""
    limits = Limits(cpu_s=1)
    assert sandbox.run(source, limits)["status"] == 9


@pytest.mark.parametrize("name", ["d", "d" * 100])
def test_folder_nested_deeper_than_can_be_followed(tmp_path, name):
    """It is more than any limit when it is measured, and it is removed all the same."""
    deep = tmp_path / "deep"
    deep.mkdir()
    at = os.open(deep, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir(name, dir_fd=at)
        inner = os.open(name, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = inner
    os.close(at)
    measured = processes.folder_bytes(str(deep))
    assert (measured > Limits().tmp_bytes) == (len(name) > 1)  # a path has 4,096 bytes at most
    lockdown._remove(str(deep))
    assert not deep.exists()
