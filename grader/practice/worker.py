"""The process in which `grader check` runs a student's code: `python -P -m grader.practice.worker`.

It imports torch, says that it is ready, takes one order on its standard input and tells events on
its standard output, one JSON line each. What else is written to either goes to standard error.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import torch

from grader.course import Assignment
from grader.examiner.loading import NOT_LOADED
from grader.messages import Message
from grader.practice import events
from grader.practice.asking import Asked
from grader.practice.forms import load
from grader.practice.running import run


def main() -> None:
    """Be a worker for one order."""
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)

    def tell(event: events.Event) -> None:
        channel.write(events.pack(event) + b"\n")

    tell(events.Ready())
    line = sys.stdin.buffer.readline()
    if line:
        with open(os.devnull, encoding="utf-8") as nothing:
            sys.stdin = nothing
            serve(events.to_order.decode(line), tell)
        tell(events.Done())
    channel.flush()
    os._exit(0)  # threads of the student's do not hold it up


def serve(order: events.Order, tell: events.Tell) -> None:
    """Load the file, run the checks, tell what was found."""
    torch.set_num_threads(1)  # as where the work is graded
    folder = Path(order.folder)
    assignment = Assignment(folder, folder / "reference")
    os.chdir(Path(order.path).parent)
    limits = assignment.metadata.limits
    work = load(order, limits, tell)
    for fault in work.faults:
        tell(events.Trouble(fault))
    asked = None
    if work.namespace is not None:
        asked = Asked(work.namespace, work.files, work.source, limits.call_s)
    unloaded = (Message(NOT_LOADED),)
    run(assignment, asked, tell, keyword=order.keyword, done=order.done, unloaded=unloaded)


if __name__ == "__main__":
    main()
