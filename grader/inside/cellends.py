"""How a cell ends: its reply, its time limit, its kernel's death; and the record of each."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
import zmq
from jupyter_client.client import KernelClient

from .cellrecords import CellOutput, CellRecord
from .outputs import plain
from .pace import Deadline
from .provisioner import AttachedManager

GRACE_S = 2.0  # for a kernel to answer once it was interrupted
MAX_TRACEBACK = 8_000
MAX_EVALUE = 2_000


class Ending(msgspec.Struct, frozen=True):
    """How a cell ended."""

    limit: float
    late: bool = False  # it ran over its limit
    lost: str = ""  # "kernel_died" or "kernel_hung": no cell can run any more
    reply: dict[str, Any] | None = None  # the content of the kernel's reply

    @property
    def problem(self) -> tuple[str, str] | None:
        """What is to be said of the notebook; None where the next cell can run."""
        return (self.lost, "") if self.lost else None


async def wait_for_end(
    client: KernelClient,
    manager: AttachedManager,
    request: str,
    deadline: Deadline,
    note: Callable[[], None],
) -> Ending:
    """Wait for a request's reply or the kernel's death; after the deadline interrupt, twice.

    `note` tells the deadline what the kernel had of the machine.
    """
    limit = deadline.seconds
    reply = asyncio.ensure_future(replied(client, request))
    death = asyncio.ensure_future(manager.ended())
    late = False
    try:
        for patience in (deadline, Deadline(GRACE_S / 2), Deadline(GRACE_S / 2)):
            patience.begin()
            while (left := patience.left_s()) > 0 and not (reply.done() or death.done()):
                await asyncio.wait({reply, death}, timeout=left, return_when="FIRST_COMPLETED")
                note()
            if reply.done():
                return Ending(limit, late, "", reply.result())
            if death.done():
                return Ending(limit, late, "kernel_died")
            late = True
            await manager.signal_kernel(signal.SIGINT)
            with suppress(zmq.ZMQError):  # nobody may be there to take it
                client.kernel_info()  # a loop that sleeps in an `await` needs a message to wake up
        return Ending(limit, late, "kernel_hung")
    finally:
        reply.cancel()
        death.cancel()


async def replied(client: KernelClient, request: str) -> dict[str, Any]:
    """The content of the reply to a request."""
    while True:
        message: dict[str, Any] = await client.shell_channel.get_msg()
        if message["parent_header"].get("msg_id") == request:
            content: dict[str, Any] = message["content"]
            return content


def describe(
    cell: CellRecord, ending: Ending, outputs: tuple[CellOutput, ...], lines: list[int]
) -> CellRecord:
    """A cell's record, completed. `lines`: the number of lines of each code cell."""
    reply = ending.reply or {}
    failed = reply.get("status") != "ok"
    told = {
        "outcome": "error" if failed else "ok",
        "ename": plain(reply.get("ename"), 100) if failed else "",
        "evalue": plain(reply.get("evalue"), MAX_EVALUE) if failed else "",
        "traceback": plain(_joined(reply.get("traceback")), MAX_TRACEBACK) if failed else "",
    }
    if ending.late:  # the interruption is ours to explain: no KeyboardInterrupt among the outputs
        outputs = tuple(output for output in outputs if output.kind != "error")
        told |= {"outcome": "timeout", "ename": "TimeoutError"}
        told["evalue"] = f"the cell was stopped after {ending.limit:g} s"
    elif ending.reply is None:
        told |= {"outcome": "dead", "ename": "DeadKernelError", "evalue": "the kernel ended"}
    line, other = _place(reply.get("place"), cell.number, lines)
    return msgspec.structs.replace(cell, outputs=outputs, line=line, line_cell=other, **told)


def _joined(traceback: object) -> str:
    rows = traceback if isinstance(traceback, list) else []
    return "\n".join(row for row in rows if isinstance(row, str))


def _place(place: object, number: int, lines: list[int]) -> tuple[int | None, int | None]:
    """A line and, where it is another cell's, the number of that cell; only where they exist."""
    match place:
        case [int(cell), int(line)] if 0 < cell <= len(lines) and 0 < line <= lines[cell - 1] + 1:
            return line, (cell if cell != number else None)
    return None, None
