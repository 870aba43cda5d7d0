"""One warm host for the whole session: a process of its own, so that pytest's keeps no threads."""

import json
import os
import pathlib
import struct
import subprocess
import sys

import msgspec
import pytest

from grader.inside.cellrecords import CellsLimits, NotebookRecord

HOST = pathlib.Path(__file__).with_name("host.py")
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
TOTAL_S = 20.0  # that a notebook may run; whatever is noticed at once ends long before


class Run(msgspec.Struct):
    """What the host answers; see there."""

    record: NotebookRecord | None
    answers: list[str | None]
    seconds: float
    printed: str
    imported: list[str]
    warm: dict[str, list[str]]

    @property
    def cells(self):
        return self.record.cells

    @property
    def outcomes(self):
        return [cell.outcome for cell in self.record.cells]


class Host:
    def __init__(self):
        command = [sys.executable, str(HOST)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(command, env=os.environ | ONE_THREAD, **pipes)

    def run(self, data, *, calls=(), no_signals=False, **limits):
        """Run a notebook of these bytes, or of cells with these sources."""
        if not isinstance(data, bytes):
            data = notebook(*data)
        limits = {"cell_s": 10.0, "total_s": TOTAL_S} | limits
        request = {"data": data, "limits": limits, "calls": calls, "no_signals": no_signals}
        packed = msgspec.msgpack.encode(request)
        self.process.stdin.write(struct.pack(">Q", len(packed)) + packed)
        self.process.stdin.flush()
        (size,) = struct.unpack(">Q", self.process.stdout.read(8))
        return msgspec.msgpack.decode(self.process.stdout.read(size), type=Run)

    def close(self):
        with self.process as process:
            process.stdin.close()


def notebook(*sources, **changes):
    """The bytes of a notebook with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "source": source}
        | {"execution_count": None}
        for n, source in enumerate(sources)
    ]
    content = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    return json.dumps(content | changes).encode()


@pytest.fixture(scope="session")
def host():
    host = Host()
    yield host
    host.close()


__all__ = ["CellsLimits", "notebook"]
