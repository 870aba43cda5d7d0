"""Builds and runs sandboxes as whoever started it; asked over standard input, one packet a time.

A program, so that root's tests can ask another user's as well as their own: what a sandbox is made
of depends on who makes it. `conftest` starts one for each kind of user.
"""

import functools
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import psutil

from grader.inside.plan import Limits, Plan
from grader.sandbox import launch, layers, policy, reach

OLDER = ", Landlock 4"  # hosted Ubuntu 24.04: only seccomp keeps signals inside
SCENARIO = Path(__file__).with_name("scenario.py")
START = f"import runpy; runpy.run_path({str(reach.INSIDE / 'start.py')!r})['known']();"


class Ask(msgspec.Struct):
    """What the tests want of an arrangement, by its name."""

    what: str  # "found", "plan", "run" or "grade"
    name: str
    hidden: list[str] = []
    plan: Plan | None = None
    limits: Limits = Limits()
    source: str = ""
    seconds: float = 10.0
    calls: list[str] = []
    order: dict[str, float] = {}


@functools.cache
def arrangement(name):
    """The arrangement of this name, and why it cannot be had here."""
    for found in layers.arrangements("require"):
        if layers.name(found) == name.removesuffix(OLDER):
            if name.endswith(OLDER):
                filters = policy.programs(policy.Place(False, False, False))
                found = msgspec.structs.replace(found, landlock=4, filters=filters)
            return found, layers.rehearse(found).fault
    return None, "not on this machine"


def run(ask):
    """What the tiny scenario told of a student's text, as JSON; or its last words."""
    found, _ = arrangement(ask.name)
    plan = ask.plan or launch.make_plan(found)
    code = START + SCENARIO.read_text(encoding="utf-8")
    request = {"plan": plan, "limits": ask.limits, "source": ask.source, "seconds": ask.seconds}
    argv = (sys.executable, "-P", "-s", "-B", "-c", code)
    done = subprocess.run(
        launch.host_command(found, plan, argv),
        input=msgspec.msgpack.encode(request),
        capture_output=True,
        env=launch.environment(),
        timeout=60,
        check=False,
        cwd="/",
    )
    return done.stdout or done.stderr


@functools.lru_cache(1)
def host(name):
    """A warm host, the product's own."""
    from grader.slots.processes import Host

    found, _ = arrangement(name)
    made = launch.host_launch(found)
    one = Host(made, made.plan, notebooks=False)
    one.ready()
    return one


def grade(ask):
    """What became of a module and of calls of its functions: (whose, text) of each."""
    from grader.course import Limits as OfCourse
    from grader.examiner.link import Link
    from grader.examiner.solutions import Solution
    from grader.faults import GraderFault, StudentFault

    told, one = [], host(ask.name)
    with one.start(ask.limits) as sock:
        link = Link(sock, OfCourse(**ask.order))
        try:
            loaded = link.load("module", "tiny", ask.source.encode())
            told.append(("loaded", loaded.ended or ("whole" if loaded.usable else "not")))
            for name in ask.calls:
                if name == "break the sandbox":
                    for each in family(one.process.pid):
                        with suppress(psutil.NoSuchProcess):  # it went with one killed before it
                            each.kill()
                    one.process.kill()
                    one.process.wait()
                    continue
                try:
                    told.append(("answer", repr(getattr(Solution(link.ask), name)())))
                except StudentFault as fault:
                    told.append(("student", fault.messages[0].english()))
        except GraderFault as fault:
            told.append(("grader", str(fault)))
    printed = "".join([loaded.output, *link.outputs]) if told[0][0] == "loaded" else ""
    if one.process.poll() is None:
        one.finish()
    else:
        one.close()
        host.cache_clear()
    return {"told": told, "printed": len(printed), "left": len(family(one.process.pid))}


def family(pid):
    """The processes of a submission: all below the warm interpreter, which bubblewrap may hold."""
    if not psutil.pid_exists(pid):
        return []
    at = psutil.Process(pid)
    while at.name() == "bwrap" and at.children():
        at = at.children()[0]
    return at.children(recursive=True)


def answer(ask):
    """The answer to one question."""
    found, fault = arrangement(ask.name)
    if ask.what == "found":
        return found, fault
    if ask.what == "plan":
        return launch.make_plan(found, hidden=ask.hidden)
    return run(ask) if ask.what == "run" else grade(ask)


def main():
    """Answer until the questions end."""
    packets, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while size := packets.read(8):
        ask = msgspec.msgpack.decode(packets.read(int.from_bytes(size, "big")), type=Ask)
        data = msgspec.msgpack.encode(answer(ask))
        replies.write(len(data).to_bytes(8, "big") + data)
        replies.flush()
    if host.cache_info().currsize:
        host(ask.name).close()


if __name__ == "__main__":
    main()
