"""Layers S and N: what a submission may ask of the kernel."""

import pytest

CALLS = """
import ctypes, errno, os, platform, resource, socket
libc = ctypes.CDLL(None, use_errno=True)
ARM = platform.machine() == 'aarch64'

def raw(on_x86, on_arm, *args):
    ctypes.set_errno(0)
    done = libc.syscall(ctypes.c_long(on_arm if ARM else on_x86), *map(ctypes.c_long, args))
    return errno.errorcode.get(ctypes.get_errno(), 'done') if done < 0 else 'done'

def attempt(act):
    try:
        act()
    except OSError as error:
        return errno.errorcode.get(error.errno, str(error))
    except ValueError:
        return 'EPERM'  # what the resource module makes of it
    return 'done'

told['trace'] = raw(101, 117, 0)
told['attach'] = raw(101, 117, 16, os.getppid())
told['read memory'] = raw(310, 270, os.getppid())
told['write memory'] = raw(311, 271, os.getppid())
told['steal descriptor'] = raw(438, 438, 0, 0)
told['user namespace'] = raw(272, 97, 0x10000000)
told['clone namespace'] = raw(56, 220, 0x10000000 | 17)
told['enter namespace'] = raw(308, 268, 0, 0)
told['mount'] = raw(165, 40)
told['new mount'] = raw(430, 430)
told['pivot'] = raw(155, 41)
told['chroot'] = raw(161, 51)
told['program'] = raw(321, 280)
told['keys'] = raw(250, 219, 0, 0)
told['ring'] = raw(425, 425, 1, 0)
told['performance'] = raw(298, 241)
told['page faults'] = raw(323, 282)
told['file by handle'] = raw(304, 265)
told['module'] = raw(175, 105)
told['kexec'] = raw(246, 104)
told['shared segment'] = raw(29, 194, 0, 4096, 0o1600)
told['personality'] = raw(135, 92, 0x40000)
told['limits of others'] = raw(302, 261, os.getppid(), 7)
told['hide from the watchdog'] = raw(157, 167, 4, 0)
told['inet'] = attempt(lambda: socket.socket(socket.AF_INET))
told['inet6'] = attempt(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM))
told['netlink'] = attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
told['packet'] = attempt(lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
told['vsock'] = attempt(lambda: socket.socket(socket.AF_VSOCK))
def signal_by_file():
    import fcntl
    fcntl.fcntl(0, 10, 9)
told['signal by a file'] = attempt(signal_by_file)
told['datagram'] = attempt(lambda: socket.socketpair(type=socket.SOCK_DGRAM))
told['root'] = attempt(lambda: os.setuid(0))
told['terminal'] = raw(16, 29, 0, 0x5412, 0)
told['raise limit'] = attempt(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9999, 9999)))
told['docker'] = attempt(lambda: socket.socket(socket.AF_UNIX).connect('/run/docker.sock'))
told['signal to all outside'] = attempt(lambda: os.kill(os.getppid(), 9))
"""
UNSEEN = {"memfd": "told['memfd'] = attempt(lambda: os.memfd_create('x'))"}


def test_dangerous_calls_fail(sandbox):
    """Each call that could leave the sandbox fails with an error that a student can read."""
    told = sandbox.run(CALLS + UNSEEN["memfd"])
    told = {key: told[key] for key in told if key in CALLS or key in UNSEEN}
    # PID 1 of a namespace ignores what its own processes send it.
    for key in ("signal to all outside", "datagram", "signal by a file"):
        if sandbox.namespaces or (key == "signal by a file" and sandbox.layers.landlock >= 6):
            told.pop(key)
    refusals = {"EPERM", "EINVAL", "ENOSYS", "ENOENT", "EACCES", "EAFNOSUPPORT"}
    assert {key: value for key, value in told.items() if value not in refusals} == {}


def test_warden_outlives_signals(sandbox):
    """A submission cannot kill the process that watches it."""
    source = "import os\ntry:\n os.kill(os.getppid(), 9)\nexcept OSError: pass\ntold['on'] = True"
    told = sandbox.run(source)
    assert told["on"]
    assert told["left"] == 0


def test_ordinary_work_is_allowed(sandbox):
    """Threads, processes, pipes, pairs of sockets and programs of the system work as anywhere.

    Threads of zmq, and so every notebook, set their own scheduling class.
    """
    source = """
import os, socket, subprocess, sys, threading
one, two = socket.socketpair()
one.send(b'x'); told['pair'] = two.recv(1).decode()
thread = threading.Thread(target=lambda: told.update(thread=True)); thread.start(); thread.join()
told['program'] = subprocess.run(['/bin/echo', 'hi'], capture_output=True, text=True).stdout
told['python'] = subprocess.run([sys.executable, '-c', 'print(1)'], capture_output=True).returncode
told['random'] = len(os.urandom(4))
def ordinary():
    os.sched_setscheduler(threading.get_native_id(), os.SCHED_OTHER, os.sched_param(0))
    told['class'] = True
thread = threading.Thread(target=ordinary); thread.start(); thread.join()
open('/dev/null', 'w').write('x')
"""
    told = sandbox.run(source)
    assert (told["pair"], told["thread"], told["program"]) == ("x", True, "hi\n")
    assert (told["python"], told["random"], told["class"]) == (0, 4, True)


def test_worker_processes_can_share(sandbox):
    """A DataLoader's workers need semaphores, shared memory and UNIX sockets."""
    if not sandbox.namespaces:
        pytest.skip("only with namespaces are there private sockets")
    source = """
import multiprocessing as mp
from multiprocessing import connection, shared_memory
def work(queue, address):
    with connection.Client(address) as there:
        queue.put(there.recv())
context = mp.get_context('fork')
queue, listener = context.Queue(), connection.Listener(family='AF_UNIX')
child = context.Process(target=work, args=(queue, listener.address)); child.start()
listener.accept().send('over a socket'); told['got'] = queue.get(timeout=10); child.join()
block = shared_memory.SharedMemory(create=True, size=1000); block.buf[:2] = b'ok'
told['shared'] = bytes(block.buf[:2]).decode(); block.unlink()
"""
    told = sandbox.run(source)
    assert (told["got"], told["shared"]) == ("over a socket", "ok")


def test_program_started_by_a_submission_is_locked_too(sandbox):
    """Starting another program does not take the filter off, nor does sudo."""
    source = """
import subprocess, sys
code = 'import socket\\ntry:\\n socket.socket()\\nexcept OSError as e: print(e.errno)'
told['out'] = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout
"""
    assert sandbox.run(source)["out"] == "1\n"
