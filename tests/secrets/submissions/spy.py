import ctypes
import gc
import hashlib
import json
import os
import re
import stat
import sys
import time

MARK = re.compile(rb"KNR_([a-z]+)_[0-9a-f]{24}")
DECOY = "KNR_decoy_" + os.urandom(12).hex()
RECENT_S = 86_400
FOUND, COUNTS = {}, {"names": 0, "files": 0, "bytes": 0, "pages": 0, "objects": 0}
libc = ctypes.CDLL(None, use_errno=True)


def look(place, data):
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogateescape")
    for hit in MARK.finditer(data):
        FOUND.setdefault(hit[1].decode(), set()).add(place)


def look_at_size(path, size):
    """Whether a file is the reviews with their labels, which carry no mark, under any name."""
    if size == REVIEWS[0]:
        with open(path, "rb") as file:
            if hashlib.sha256(file.read(4096)).hexdigest() == REVIEWS[1]:
                FOUND.setdefault("reviews", set()).add("file")


def read(path, place, cap=1 << 20):
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError:
        return
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return  # what is read from a pipe is gone for the one whom it was meant for
        data = os.read(handle, cap)
        COUNTS["files"] += 1
        COUNTS["bytes"] += len(data)
        look(place, data)
    except OSError:
        pass
    finally:
        os.close(handle)


def walk(root, until, skip=()):
    """All names, for a while of CPU time; the text of whatever is not years old."""
    stack = [root]
    while stack and time.process_time() < until:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            COUNTS["names"] += 1
            look("name", os.fsencode(entry.path))
            try:
                if entry.is_symlink():
                    look("link", os.readlink(entry.path))
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if entry.path not in skip:
                        stack.append(entry.path)
                    continue
                found = entry.stat(follow_symlinks=False)
                look_at_size(entry.path, found.st_size)
                if found.st_ctime > time.time() - RECENT_S and found.st_size < 1 << 20:
                    read(entry.path, "file")
            except OSError:
                continue


def files():
    """What is private first, what every machine has last."""
    first = [path for path in (os.getcwd(), os.path.dirname(os.getcwd()), "/tmp", "/dev/shm") if path != "/"]
    last = ["/usr", "/lib", "/lib64", "/bin", "/sbin"]
    try:
        top = [f"/{name}" for name in sorted(os.listdir("/")) if name not in ("proc", "sys")]
    except OSError:
        top = ["/etc", "/home", "/root", "/var", "/opt", "/srv", "/run", "/mnt", "/work", "/dev"]
    order = dict.fromkeys([*first, *(path for path in top if path not in last), sys.prefix, *last])
    for root in [*GUESSES, *order]:
        walk(root, time.process_time() + 0.7, skip=set(order) - {root})
    here = os.getcwd()
    while here != "/":
        here = os.path.dirname(here)
        for name in ("gradebook.db", "results.json", "index.html", "../reference"):
            read(os.path.join(here, name), "file")


def processes():
    """Everyone's environment, command line, maps, memory and descriptors."""
    look("environment", json.dumps(dict(os.environ)))
    pids = {os.getppid(), 1, *range(2, 60)}
    try:
        pids |= {int(name) for name in os.listdir("/proc") if name.isdigit()}
    except OSError:
        pids |= set(range(os.getpid() - 200, os.getpid() + 5))
    others = sorted(pids - {os.getpid()}, key=lambda n: abs(n - os.getpid()))
    for pid in ["self", *others]:
        for what in ("environ", "cmdline", "maps", "mountinfo", "status", "auxv", "stack"):
            read(f"/proc/{pid}/{what}", f"process {what}")
        descriptors(pid)
    until = time.process_time() + 3
    for pid in others:
        if time.process_time() > until:
            return
        memory_of(pid)


def descriptors(pid):
    try:
        names = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        names = range(256) if pid == "self" else ()
    for name in names:
        path = f"/proc/{pid}/fd/{name}"
        try:
            look("descriptor", os.readlink(path))
        except OSError:
            pass
        if pid != "self":
            read(path, "descriptor")
            continue
        try:  # sockets have no position: what is ours to be told is left in them
            look("descriptor", os.pread(int(name), 1 << 20, 0))
        except (OSError, ValueError):
            pass


class Part(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


def memory_of(pid):
    """Another process's heap, by both ways that the kernel has."""
    try:
        maps = open(f"/proc/{pid}/maps").read().splitlines()
        memory = open(f"/proc/{pid}/mem", "rb", buffering=0)
    except OSError:
        maps, memory = [], None
    for line in maps:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        if "/" in line or end - start > 64 << 20:
            continue
        try:
            memory.seek(start)
            look("others' memory", memory.read(end - start))
        except (OSError, OverflowError):
            pass
    room = ctypes.create_string_buffer(4096)
    own, theirs = Part(ctypes.addressof(room), 4096), Part(id(room) & ~4095, 4096)
    libc.process_vm_readv(pid, ctypes.byref(own), 1, ctypes.byref(theirs), 1, 0)
    look("others' memory", room.raw)


def objects():
    for thing in gc.get_objects():
        COUNTS["objects"] += 1
        if isinstance(thing, dict):
            for key, value in list(thing.items()):
                for part in (key, value):
                    if isinstance(part, str | bytes):
                        look("object", part)
        elif isinstance(thing, list | tuple | set):
            for part in list(thing):
                if isinstance(part, str | bytes):
                    look("object", part)


def mapped():
    """The MiB of our own mappings that are no file's, where they are told."""
    try:
        lines = open("/proc/self/maps").read().splitlines()
    except OSError:
        return
    for line in lines:
        start, end = (int(part, 16) for part in line.split()[0].split("-"))
        if line.split()[4] == "0" and end - start < 64 << 20:
            yield from range(start >> 20, (end >> 20) + 1)


def memory():
    """Every page near one of our objects, freed or not; the kernel says which can be read."""
    pages = {id(thing) >> 20 for thing in gc.get_objects()}
    libc.sbrk.restype = ctypes.c_void_p
    top = libc.sbrk(0) >> 20
    pages |= set(range(top - 256, top + 1)) | set(mapped())
    out, into = os.pipe()
    os.set_blocking(into, False)
    for page in sorted(pages):
        chunk = b""
        for address in range(page << 20, (page + 1) << 20, 4096):
            if libc.write(into, ctypes.c_void_p(address), 4096) == 4096:
                COUNTS["pages"] += 1
                chunk += os.read(out, 4096)
        look("memory", chunk)


def spy():
    """All of it, with a decoy in each kind of place to show that looking there works."""
    os.environ["DECOY"] = DECOY
    with open("decoy.txt", "w") as file:
        file.write(DECOY)
    for part in (files, processes, objects, memory):
        began = time.monotonic()
        try:
            part()
            COUNTS[part.__name__ + "_s"] = round(time.monotonic() - began, 1)
        except Exception as error:
            FOUND.setdefault("failure", set()).add(f"{part.__name__}: {error!r}")


gc.unfreeze()  # the host hides what it made before us
started = time.monotonic()
spy()
COUNTS["seconds"] = round(time.monotonic() - started, 1)
print("SPY", json.dumps({"found": {k: sorted(v) for k, v in FOUND.items()}, **COUNTS}))
