"""Kernels that hang, die or send what they should not: the record comes out all the same."""

import pathlib

from .conftest import TOTAL_S, notebook

NONSENSE = pathlib.Path(__file__).with_name("nonsense_cell.py")
GARBAGE = pathlib.Path(__file__).with_name("garbage_cell.py")

KERNEL = "import zmq, json\nkernel = get_ipython().kernel\nsession = kernel.session\n"
# Not `except BaseException: pass` in a loop: a second interrupt may come between two turns of it.
STUBBORN = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"


def test_slow_cell_is_stopped(host):
    """A cell over its time is stopped and explained; the cells after it run."""
    run = host.run(["print('begun')\nwhile True:\n    pass", "2"], cell_s=0.5)
    cell = run.cells[0]
    assert run.outcomes == ["timeout", "ok"]
    assert (cell.evalue, cell.ename) == ("the cell was stopped after 0.5 s", "TimeoutError")
    assert [o.text for o in cell.outputs] == ["begun\n"]
    assert cell.line in (2, 3)


def test_slow_cell_where_signals_are_forbidden(host):
    """Where the driver may not signal the kernel, it asks it on the control channel."""
    run = host.run(["while True: pass", "2"], cell_s=0.5, no_signals=True)
    assert run.outcomes == ["timeout", "ok"]


def test_slow_await_is_stopped(host):
    """A cell that awaits for ever is stopped like any other."""
    run = host.run(["import asyncio\nawait asyncio.sleep(60)", "2"], cell_s=0.5)
    assert run.outcomes == ["timeout", "ok"]


def test_total_time(host):
    """When the notebook's time is used up, the cells that are left are skipped."""
    slow = "import time; time.sleep(0.4)"
    run = host.run([slow] * 4, total_s=0.6)
    assert run.outcomes == ["ok", "timeout", "skipped", "skipped"]
    assert run.record.problem == "out_of_time"


def test_stubborn_cell(host):
    """A cell that cannot be interrupted ends the run of cells, not the use of what was defined."""
    run = host.run(["def f(): return 42", STUBBORN, "3"], cell_s=0.3, calls=["f()"])
    assert run.outcomes == ["ok", "timeout", "skipped"]
    assert run.record.problem == "kernel_hung"
    assert run.answers == ["42"]


def test_death_is_noted(host):
    """A cell that ends the kernel's process is noted at once."""
    run = host.run(["x = 1", "import os; os._exit(0)", "3"])
    assert run.outcomes == ["ok", "dead", "skipped"]
    assert run.record.problem == "kernel_died"
    assert run.seconds < TOTAL_S


def test_forks_answer_after_the_cells(host):
    """A thread of the kernel forks; the fork calls what the cells defined, with plain streams."""
    cells = ["import torch\ndef f(x):\n    print('called')\n    display(x)\n    return x + 1"]
    run = host.run(cells, calls=["f(1)", "f(torch.ones(1))", "g()", "input()"])
    assert run.answers[:2] == ["2", "tensor([2.])"]
    assert run.answers[2].startswith("NameError")
    assert run.answers[3].startswith("EOFError")
    assert run.printed == "called\n1\ncalled\ntensor([1.])\n"


def test_forks_have_no_running_loop(host):
    """A fork may run an event loop of its own."""
    cells = ["import asyncio\nasync def f():\n    return 5"]
    assert host.run(cells, calls=["asyncio.run(f())"]).answers == ["5"]


def test_print_without_end(host):
    """Text beyond the cap is dropped, with a note; the cell itself is not to blame."""
    run = host.run(
        ["for i in range(300):\n    print('x' * 1000, flush=True)", "2"], output_bytes=20_000
    )
    assert run.outcomes == ["ok", "ok"]
    assert len(run.cells[0].outputs[0].text) < 25_000
    assert run.cells[0].outputs[-1].text == "[… more was put out and not kept]"


def test_one_huge_text(host):
    """A single message above the cap of a frame is lost, and nothing else."""
    run = host.run(["print('x' * 20_000_000)", "3"])
    assert run.outcomes == ["ok", "ok"]
    assert run.cells[1].outputs[0].text == "3"


def test_display_flood(host):
    """Messages without end are counted and dropped until the cell's time is over."""
    run = host.run(["while True:\n    display(1)", "2"], cell_s=1.0, messages=50)
    assert run.outcomes == ["timeout", "ok"]
    assert len(run.cells[0].outputs) == 50 + 1  # with the note that there was more
    assert run.seconds < TOTAL_S


def test_nonsense_messages_are_dropped(host):
    """What is malformed, unsigned, deeply nested or of a wrong shape never stops the notebook."""
    run = host.run([NONSENSE.read_text(), "2"])
    assert run.outcomes == ["ok", "ok"]
    assert run.cells[0].outputs[-1].text == "good"


def test_wrong_replies_do_not_extend_the_time(host):
    """Replies to requests that nobody sent cannot keep the driver beyond its deadline."""
    flood = KERNEL + (
        "send, ident = session.send, kernel._parent_ident['shell']\n"
        "stream = kernel.shell_stream.socket\n"
        "while True:\n"
        "    send(stream, 'execute_reply', {'status': 'ok'}, {'msg_id': 'x'}, ident)\n"
    )
    run = host.run([flood, "2"], cell_s=1.0)
    assert run.outcomes[0] == "timeout"
    assert run.seconds < TOTAL_S


def test_closed_sockets(host):
    """A kernel that hangs up is found not to answer."""
    close = KERNEL + "kernel.shell_stream.socket.close()\n1"
    run = host.run([close, "2"], cell_s=0.5)
    assert run.outcomes == ["timeout", "skipped"]
    assert run.record.problem == "kernel_hung"


def test_another_protocol(host):
    """A kernel that puts something else in place of its sockets ends its own notebook only."""
    run = host.run(["1", GARBAGE.read_text(), "3"], cell_s=0.5, calls=["1 + 1"])
    assert run.outcomes == ["ok", "timeout", "skipped"]
    assert run.answers == ["2"]
    assert run.seconds < TOTAL_S


def test_stale_outputs_are_ignored(host):
    """Outputs that were stored in the file do not appear as results."""
    cell = {"cell_type": "code", "source": "print('new')", "metadata": {}, "execution_count": 9}
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "100 points"}]
    run = host.run(notebook(cells=[cell]))
    assert [o.text for o in run.cells[0].outputs] == ["new\n"]


def test_not_a_notebook(host):
    """What is no notebook becomes a problem with its code, not a crash."""
    record = host.run(b"{").record
    assert (record.cells, record.problem) == ((), "not_json")
    assert record.detail
