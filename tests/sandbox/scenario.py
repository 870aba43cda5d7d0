"""A tiny host, warden and student, run as text inside a sandbox: it must import nothing of ours
but `grader.inside`. Reads a request from standard input, writes what happened to standard output.
"""

import json
import os
import resource
import socket
import sys

import msgspec

from grader.inside import lockdown
from grader.inside.plan import Limits, Plan
from grader.inside.processes import everyone, sweep, usage


class Request(msgspec.Struct):
    plan: Plan
    limits: Limits
    source: str
    seconds: float


def student(request, work, answers):
    """Runs the student's text, which puts what it finds into `told`; `tell()` sends it early."""
    lockdown.lock(request.plan, request.limits, work, "module")
    told = {}

    def tell():
        answers.send(json.dumps(told).encode())
        told.clear()

    exec(compile(request.source, "student.py", "exec"), {"told": told, "tell": tell})
    if told:
        tell()


def warden(request, work):
    """Hears the student out, measures what is left, ends it."""
    lockdown.settle(request.plan)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    if os.fork() == 0:
        try:
            ours.close()
            student(request, work, theirs)
        except BaseException as error:
            theirs.send(json.dumps({"raised": type(error).__name__}).encode())
        os._exit(0)
    theirs.close()
    ours.settimeout(request.seconds)
    told = json.loads(ours.recv(1 << 18) or "{}")
    cheap, exact = usage((), 1 << 60), usage((), 0)
    return {
        **told,
        "cheap": cheap.memory_bytes,
        "exact": exact.memory_bytes,
        "processes": cheap.processes,
        "pids": sorted(int(name) for name in os.listdir("/proc") if name.isdigit()),
        "swept": sweep(),
        "left": len(everyone()),
        "own_cpu_s": resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime,
    }


def in_fork(work):
    """What `work` returns in a fork of this process, and how long it took."""
    read, write = os.pipe()
    if os.fork() == 0:
        try:
            os.write(write, json.dumps(work()).encode())
        except BaseException as error:
            os.write(write, json.dumps({"fault": f"{type(error).__name__}: {error}"}).encode())
        os._exit(0)
    os.close(write)
    told = json.loads(os.read(read, 1 << 16))  # not to its end: a student's process may hold it
    os.close(read)
    os.wait()
    return told


def submission(request):
    """What the host forks for a submission."""
    work = lockdown.enter(request.plan, request.limits)
    told = in_fork(lambda: warden(request, work))
    if not request.plan.namespaces:
        sweep()
    return {"work": work, **told}


request = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Request)
lockdown.drop_user(request.plan)
told = in_fork(lambda: submission(request))
lockdown.wipe(request.plan)
told["kept"] = os.path.exists(told.get("work", "/nowhere"))
sys.stdout.write(json.dumps(told))
