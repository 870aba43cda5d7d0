"""What a cell's record says of how it ran."""

import json

LIGHT = [
    "import torch\nfrom torch import nn",
    "def add(x):\n    return x + 1",
    "x = torch.zeros(2, 2)\nx",
    "print(add(x).sum())",
    "model = nn.Linear(2, 1)\noptimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
    "loss = model(x).pow(2).mean()\nloss.backward()\noptimizer.step()",
    "torch.stack([x, x]).shape",
]


def texts(cell):
    return [output.text for output in cell.outputs]


def test_one_host_runs_notebook_after_notebook(host):
    """Each is a fork of the same warm host, and finds nothing of the one before."""
    runs = [host.run([*LIGHT, "later = 1"]), host.run([*LIGHT, "later"])]
    assert [run.outcomes for run in runs] == [["ok"] * 8, ["ok"] * 7 + ["error"]]


def test_outputs_are_recorded(host):
    """A value and a print are kept as text, in their cells."""
    cells = host.run(LIGHT).cells
    assert texts(cells[2]) == ["tensor([[0., 0.],\n        [0., 0.]])"]
    assert texts(cells[3]) == ["tensor(4.)\n"]


def test_nothing_is_imported_late(host):
    """The warm host has all modules that a kernel and a driver import: no fork pays for one."""
    cells = [*LIGHT, "1 / 0", "x = (", "%time 1", "import sys; sys.exit()"]
    assert " ".join(host.run(cells).imported) == ""


def test_host_keeps_one_thread(host):
    """Warming starts no thread and opens no socket, poll or event descriptor that forks share."""
    warm = host.run([]).warm
    kinds = [name for name in warm["descriptors"] if "socket" in name or "anon" in name]
    assert (len(warm["threads"]), kinds) == (1, [])


def test_error_names_cell_and_line(host):
    """A cell that raises is noted with its line, and the cells after it run all the same."""
    run = host.run(["x = 1", "\n\ny = x\ny / 0", "print(y)"])
    cell = run.cells[1]
    assert run.outcomes == ["ok", "error", "ok"]
    assert (cell.ename, cell.evalue) == ("ZeroDivisionError", "division by zero")
    assert (cell.line, cell.line_cell) == (4, None)
    assert "Cell In[2], line 4" in cell.traceback
    assert "\x1b" not in cell.traceback


def test_error_in_function_of_another_cell(host):
    """An error that surfaces in a function names the cell that defines the function."""
    run = host.run(["", "def f(x):\n\n    return x.foo", "f(3)"])
    assert (run.cells[2].line, run.cells[2].line_cell) == (3, 2)


def test_same_cell_twice(host):
    """Cells with the same text are told apart by their number."""
    run = host.run(["1 / 0", "1 / 0"])
    assert [(c.number, c.line, c.line_cell) for c in run.cells] == [(1, 1, None), (2, 1, None)]


def test_syntax_errors_have_their_line(host):
    """A cell that does not compile, or that IPython cannot even read, is noted with its line."""
    run = host.run(["x = 1\ny = (", "if 1:\n    x\n  y", "eval('1 +')"])
    assert [c.ename for c in run.cells] == ["SyntaxError", "IndentationError", "SyntaxError"]
    assert [c.line for c in run.cells] == [2, 3, 1]
    assert run.cells[0].evalue.startswith("'(' was never closed")


def test_line_below_cell_magic(host):
    """Lines are counted with the line of a cell magic."""
    run = host.run(["%%time\nx = 1\n1 / 0"])
    assert run.cells[0].line == 3


def test_numbers_count_code_cells(host):
    """A record has the position among all cells and the number among the code cells."""
    text = {"cell_type": "markdown", "metadata": {}, "source": ["a", "b"]}
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "source": ["a = 1\n", "a"]}
    content = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [text, code, code]}
    cells = host.run(json.dumps(content).encode()).cells
    assert [(c.index, c.number, c.source) for c in cells] == [
        (1, 1, "a = 1\na"),
        (2, 2, "a = 1\na"),
    ]


def test_magics_and_shell_lines(host):
    """Magics and shell lines work; one that there is not is an ordinary error."""
    cells = [
        *("%time 1", "%timeit -n1 -r1 1", "x = 'shell'\n!echo {x} $x; echo too >&2; exit 3"),
        *("_exit_code", "!true &", "%no_such_magic"),
    ]
    run = host.run(cells)
    assert run.outcomes == ["ok", "ok", "ok", "ok", "error", "error"]
    assert run.cells[2].outputs[0].text == "shell shell\ntoo\n"
    assert texts(run.cells[3]) == ["3"]
    assert [cell.ename for cell in run.cells[4:]] == ["OSError", "UsageError"]


def test_a_shell_made_before_its_kernel_is_the_notebooks_own(host):
    """The shell comes from the host: its namespace is empty, it is found, it keeps its files."""
    cells = [
        "%who",
        "x = 1\n%who",
        "import __main__\n__name__, __main__.x, get_ipython().kernel is not None",
        "import IPython, os\nIPython.get_ipython() is get_ipython(), get_ipython().ipython_dir",
        "%store x\ndel x\n%store -r x\nx",
        "%reset -f\n'x' in globals(), 'display' in dir(__builtins__)",
    ]
    run = host.run(cells)
    assert run.outcomes == ["ok"] * 6
    said = [[output.text.strip() for output in cell.outputs] for cell in run.cells]
    assert said[0] == ["Interactive namespace is empty."]
    assert said[1] == ["x"]
    assert said[2] == ["('__main__', 1, True)"]
    assert said[3][0].startswith("(True, '")
    assert said[3][0].endswith("/.ipython')")
    assert said[4] == ["Stored 'x' (int)", "1"]
    assert said[5] == ["(False, True)"]


def test_a_shell_line_needs_no_terminal(host):
    """Where no pseudo-terminal can be opened, as in a sandbox, shell lines work all the same."""
    refuse = "import os, pty\ndef no(*_):\n    raise OSError('out of pty devices')"
    run = host.run([refuse, "os.openpty = pty.fork = no", "!echo shell", "x = !echo listed\nx"])
    assert run.outcomes == ["ok"] * 4
    assert "shell" in run.cells[2].outputs[0].text
    assert texts(run.cells[3]) == ["['listed']"]


def test_plots_are_drawn(host):
    """A figure is an output, and its picture is not needed for that."""
    plot = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    run = host.run(["%matplotlib inline", plot])
    assert run.outcomes == ["ok", "ok"]
    assert run.cells[1].outputs


def test_input_raises(host):
    """`input()` raises at once: there is nobody to ask."""
    assert host.run(["input('name? ')"]).cells[0].ename == "StdinNotImplementedError"


def test_exits_do_not_end_the_notebook(host):
    """`sys.exit` and `exit` in a cell leave the cells after it running."""
    run = host.run(["import sys; sys.exit(3)", "exit()", "import time; time.sleep(0.2)", "1"])
    assert run.outcomes == ["error", "ok", "ok", "ok"]
    assert run.cells[0].ename == "SystemExit"


def test_display_and_clear(host):
    """Displays can be updated and cleared; markup is left out, its plain text is kept."""
    cells = [
        "handle = display(1, display_id=True)\nhandle.update(2)",
        "from IPython.display import HTML, clear_output\ndisplay(1)\nclear_output()\nHTML('<b>x')",
    ]
    run = host.run(cells)
    assert texts(run.cells[0]) == ["2"]
    assert [o.kind for o in run.cells[1].outputs] == ["html-omitted"]


def test_image_is_kept(host):
    """A PNG image comes out as base64; what only claims to be one does not."""
    show = "from IPython.display import Image\nImage(data={}, format='png')"
    png = rb"b'\x89PNG\r\n\x1a\n' + b'0' * 40".decode()
    cells = host.run([show.format(png), show.format("b'GIF89a' * 9")]).cells
    assert [o.kind for c in cells for o in c.outputs] == ["image", "text"]
    assert cells[0].outputs[0].data.startswith("iVBORw0KGgo")


def test_terminal_codes_are_removed(host):
    """Escapes, control characters and overwritten lines do not reach a record."""
    run = host.run(["print('a\\x1b[31mb\\x1b[0m\\x07c')\nprint('10%\\r20%\\r\\n')"])
    assert texts(run.cells[0]) == ["abc\n20%\n\n"]


def test_worker_processes_may_print(host):
    """Processes that a cell forks end well, and print to the descriptors, not through zmq."""
    run = host.run(
        ["import os\nif os.fork() == 0:\n    print('child')\n    os._exit(0)\nos.wait()", "1"]
    )
    assert run.outcomes == ["ok", "ok"]
    assert run.printed == "child\n"
