"""Huge pages under a warm process, so that its forks are cheap.

A fork copies one page-table entry for each page that is in memory, and its end gives each back:
for a process with torch that is some 60,000 entries, and most of the time of an empty fork. Once
the process is warm its memory no longer moves, and the kernel can join it into pages of 2 MiB:
512 times fewer entries. A fork that writes to such a page still copies 4 KiB of it.

Source: MADV_COLLAPSE in madvise(2), Linux 6.1 and later. Where it is missing, forks are slower
and nothing else changes.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator

HUGE_BYTES = 2 << 20
_MADV_COLLAPSE = 25


def join() -> None:
    """Join the private memory of this process into huge pages, where the kernel can.

    Each call waits until every core has come by, which takes long on a busy machine: hence one for
    each stretch of memory, and not for each page.
    """
    try:
        madvise = ctypes.CDLL(None).madvise
    except AttributeError:  # not Linux
        return
    madvise.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
    for start, end in _stretches():
        madvise(start, end - start, _MADV_COLLAPSE)


def _stretches() -> Iterator[tuple[int, int]]:
    """Bounds of this process's private writable memory, as far as it consists of aligned 2 MiB."""
    if not os.path.exists("/proc/self/maps"):
        return
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as file:
        mappings = [line.split() for line in file]
    for bounds, access, _, _, _, *name in mappings:
        if access != "rw-p" or (name and name != ["[heap]"]):
            continue
        low, high = (int(bound, 16) for bound in bounds.split("-"))
        first, last = -(-low // HUGE_BYTES) * HUGE_BYTES, high // HUGE_BYTES * HUGE_BYTES
        if first < last:
            yield first, last
