"""The driver: runs a notebook's cells through nbclient in a kernel that may be hostile.

It lives in the sandbox beside the kernel, and only capped records leave it. nbclient keeps the
outputs; how long to wait, and what a cell's end is called, is decided here: an error, a cell over
its time or a kernel that died is noted in its cell's record and never stops the record.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec
import zmq
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbformat import NotebookNode
from nbformat.v4 import output_from_msg

from .bounds import Overtime, alarm, bound_memory
from .cellends import GRACE_S, Ending, describe, wait_for_end
from .cellrecords import CellRecord, CellsLimits, NotebookRecord
from .opening import NotRunnable, open_notebook
from .outputs import plain, records
from .pace import MOST, Deadline, Meter
from .provisioner import AttachedManager
from .wary import WaryChannel

IOPUB_S = 2.0  # for what a cell put out to arrive behind its reply
DEAD_S = 0.1  # the same, where no reply came
MEMORY = 512 << 20  # that the driver may take beyond what it starts with
MAX_SOURCE = 100_000


def run_cells(
    data: bytes, connection: dict[str, Any], kernel_pid: int, limits: CellsLimits, meter: Meter
) -> NotebookRecord:
    """Run every code cell of a notebook in a kernel; raises nothing that the two can provoke.

    Args:
        data: the notebook file's bytes.
        connection: where the kernel listens.
        kernel_pid: its process.
        limits: what the notebook may use.
        meter: of the kernel's process.
    """
    logging.disable(logging.CRITICAL)  # what a hostile kernel makes the libraries say
    bound_memory(MEMORY)
    cells = None
    with suppress(Overtime):
        try:
            with alarm(limits.total_s + 3 * GRACE_S):
                notebook = open_notebook(data, limits)
        except NotRunnable as refused:
            return NotebookRecord((), refused.code, plain(str(refused), 300))
        manager = AttachedManager(pid=kernel_pid, connection=connection)
        cells = Cells(notebook, manager, limits, meter)
        with alarm((1 + MOST) * limits.total_s + 3 * GRACE_S):
            asyncio.run(cells.run())
    return cells.record() if cells else NotebookRecord((), "out_of_time")


class Cells(NotebookClient):
    """nbclient's client with deadlines of our own."""

    def __init__(
        self, notebook: NotebookNode, manager: AttachedManager, limits: CellsLimits, meter: Meter
    ) -> None:
        super().__init__(
            notebook,
            km=manager,
            kernel_name="python3",
            store_widget_state=False,
            record_timing=False,
            startup_timeout=max(1, int(limits.total_s)),
        )
        self.manager = manager
        self.limits = limits
        self.meter = meter
        self.deadline = time.monotonic() + limits.total_s
        self.withheld_s = 0.0
        self.problem: tuple[str, str] | None = None
        self.messages_left = limits.total_messages
        self.bytes_left = limits.output_bytes
        code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        self.lines = [len(notebook.cells[index].source.splitlines()) for index in code]
        self.records = {
            index: CellRecord(index, number, notebook.cells[index].source[:MAX_SOURCE], "skipped")
            for number, index in enumerate(code, 1)
        }

    def record(self) -> NotebookRecord:
        """What came of the cells so far."""
        code, detail = self.problem or (None, "")
        records = tuple(self.records.values())
        return NotebookRecord(records, code, plain(detail, 300), round(self.withheld_s, 3))

    async def run(self) -> None:
        """Run all cells."""
        try:
            async with asyncio.timeout((1 + MOST) * self.limits.total_s + 2 * GRACE_S):
                await self.async_execute()
        except TimeoutError:
            self.problem = self.problem or ("out_of_time", "")
        except zmq.ZMQError:
            self.problem = self.problem or ("kernel_hung", "it took no more requests")
        except Exception as error:  # a kernel that answers nonsense, or nothing
            self.problem = self.problem or ("kernel_died", f"{type(error).__name__}: {error}")
        if self.kc is not None:
            self.kc.stop_channels()

    async def async_execute_cell(
        self,
        cell: NotebookNode,
        cell_index: int,
        execution_count: int | None = None,
        store_history: bool = True,
    ) -> NotebookNode:
        """Run one cell and note what came of it; after the kernel is lost, cells are skipped."""
        if self.problem is None and time.monotonic() >= self.deadline:
            self.problem = ("out_of_time", "")
        if cell.cell_type != "code" or self.problem is not None:
            return cell
        record = self.records[cell_index]
        if cell.source.strip():
            self.records[cell_index] = await self.executed(cell, record)
        else:
            self.records[cell_index] = msgspec.structs.replace(record, outcome="ok")
        return cell

    async def executed(self, cell: NotebookNode, record: CellRecord) -> CellRecord:
        """Send a cell to the kernel and wait for its end, whichever it is."""
        client: Any = self.kc
        self.clear_before_next_output = False
        client.session.metadata = {"cellId": str(record.number)}  # what `place` counts by
        iopub: WaryChannel = client.iopub_channel
        iopub.allow(min(self.limits.messages, self.messages_left), self.bytes_left)
        started = time.monotonic()
        limit = min(self.limits.cell_s, self.deadline - started)
        self.meter.start()
        deadline = Deadline(limit)
        request = client.execute(cell.source, stop_on_error=False)
        outputs = asyncio.ensure_future(self.collect(request, cell, record.index))
        note = partial(self.meter.note, deadline)
        ending = await wait_for_end(client, self.manager, request, deadline, note)
        self.deadline += deadline.withheld_s
        self.withheld_s += deadline.withheld_s
        heard = await self.heard(outputs, ending)
        self.messages_left -= iopub.taken
        self.bytes_left = iopub.bytes_left
        self.problem = ending.problem
        if ending.late and limit < self.limits.cell_s:
            self.problem = self.problem or ("out_of_time", "")
        kept = records(cell.outputs, dropped=iopub.dropped > 0 or not heard)
        told = describe(record, ending, kept, self.lines)
        return msgspec.structs.replace(told, duration_s=round(time.monotonic() - started, 3))

    async def heard(self, outputs: asyncio.Future[None], ending: Ending) -> bool:
        """Whether all that the cell put out has come; where not, the channel is made anew."""
        await asyncio.wait({outputs}, timeout=DEAD_S if ending.reply is None else IOPUB_S)
        complete = outputs.done()
        outputs.cancel()
        if not complete and not ending.lost:
            client: Any = self.kc
            await client.reconnect_iopub()
        return complete or ending.lost != ""

    async def collect(self, request: str, cell: NotebookNode, index: int) -> None:
        """Have nbclient keep what a cell puts out, until the kernel says that it has ended."""
        assert self.kc is not None
        while True:
            message = await self.kc.iopub_channel.get_msg()
            if message["parent_header"].get("msg_id") != request:
                continue
            try:
                self.process_message(message, cell, index)
            except CellExecutionComplete:
                return
            except Exception:  # well-formed, but not what its kind should hold: no output
                continue


def exercise() -> None:
    """Use once, in the host, what is slow at first: nbformat's validators."""
    content: dict[str, Any] = {"name": "stdout", "text": "x", "execution_count": 1}
    content |= {"data": {"text/plain": "x"}, "metadata": {}}
    content |= {"ename": "E", "evalue": "x", "traceback": ["x"]}
    for kind in ("stream", "display_data", "execute_result", "error"):
        message = {"header": {"msg_type": kind}, "content": content}
        output_from_msg(message)  # type: ignore[no-untyped-call]
