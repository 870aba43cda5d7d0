"""What a submission prints: kept up to a cap, drained without end, never waited for."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress

CHUNK = 64 << 10
PIPE = 1 << 20
CUT = "\n[… more was printed and not kept]\n"


class Drain:
    """The reading end of a pipe that student code writes its output to."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.reader, self.writer = os.pipe()
        os.set_blocking(self.reader, False)
        with suppress(OSError, AttributeError):  # it is drained 20 times a second: with the usual
            fcntl.fcntl(self.writer, fcntl.F_SETPIPE_SZ, PIPE)  # 64 KiB printing costs much time
        self.kept = bytearray()
        self.dropped = False

    def become_writer(self) -> None:
        """In a process of the student's: standard output and error are this pipe from now on."""
        os.close(self.reader)
        for descriptor in (1, 2):
            os.dup2(self.writer, descriptor)
        os.close(self.writer)
        with suppress(OSError), open(os.devnull, "rb") as null:
            os.dup2(null.fileno(), 0)

    def read(self) -> None:
        """Take what is there now, at most 16 MiB of it: a flood must not keep the warden."""
        for _ in range(256):
            try:
                chunk = os.read(self.reader, CHUNK)
            except BlockingIOError:
                return
            if not chunk:
                return
            room = self.limit - len(self.kept)
            self.kept += chunk[: max(0, room)]
            self.dropped = self.dropped or len(chunk) > room

    def take(self) -> str:
        """The text since the last call, with a note where some was dropped."""
        self.read()
        text = self.kept.decode("utf-8", "replace") + (CUT if self.dropped else "")
        self.kept.clear()
        self.dropped = False
        return text
