"""`grader.check()` in a notebook's kernel and in a session; and all of it without Linux."""

import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from grader.practice.live import check as live

WRONG = "import torch\ndef zeros(rows, cols):\n    return torch.zeros(rows).bad(cols)"
SPIN = "def zeros(rows, cols):\n    while True:\n        pass"
# What Windows lacks, or what must not be needed by a student.
BLOCKED = ("resource", "fcntl", "pwd", "grp", "termios", "pyseccomp", "sqlalchemy", "alembic")
BARE = f"""
import os, socket, sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
for name in ("fork", "setsid", "O_NOFOLLOW", "memfd_create"):
    delattr(os, name)
del socket.AF_UNIX, socket.send_fds, socket.recv_fds
"""


def executed(folder, *cells):
    """The outputs of a notebook's code cells, run by a real kernel in this folder."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    client = NotebookClient(notebook, timeout=100, resources={"metadata": {"path": str(folder)}})
    client.execute()
    return [cell.outputs for cell in notebook.cells]


def test_a_notebook_shows_a_card_and_goes_on(kit):
    """A wrong function gives a card with cell and line, and the cells after it run."""
    text = (kit / "assignment.toml").read_text(encoding="utf-8")
    (kit / "assignment.toml").write_text(text.replace("call_s = 5.0", "call_s = 0.5"))
    outputs = executed(
        kit,
        "import grader, torch; torch.manual_seed(7); first = torch.rand(1)",
        WRONG + "\ngrader.check('zeros', lang='en')",
        SPIN + "\ngrader.check('zeros')",
        "zeros = torch.zeros\ngrader.check('zeros')",
        "again = torch.rand(1); torch.manual_seed(7); torch.rand(1)\nbool(torch.rand(1) == again)",
        "grader.check()",
    )
    cards = [o[0]["data"].get("text/html", "") for o in outputs[1:4]]
    assert "<strong>In[2], line 3</strong>" in cards[0]
    assert "no attribute &#39;bad&#39;" in cards[0]
    assert "Tardó más de los 0.5 s" in cards[1]
    assert "In[3], línea" in cards[1]
    assert "públicas: 1 de 1." in cards[2]
    assert outputs[4][0]["data"]["text/plain"] == "True"
    assert "1 de 12" in outputs[5][0]["data"]["text/html"]
    assert "1 de 12" in outputs[5][0]["data"]["text/plain"]


def test_what_cannot_be_checked_is_a_note(kit, tmp_path, monkeypatch):
    """No assignment, no such exercise, no such language: a sentence, and nothing raised."""
    monkeypatch.chdir(tmp_path)
    assert "No hay ninguna práctica" in repr(live({}, "zeros"))
    monkeypatch.chdir(kit)
    assert "No hay ningún ejercicio `zeroes`" in repr(live({}, "zeroes"))
    assert "There is no language fr" in repr(live({}, "zeros", lang="fr"))
    (kit / "assignment.toml").write_text("name = 1", encoding="utf-8")
    assert "assignment.toml" in live({}, "zeros")._repr_html_()


def test_what_a_student_wrote_is_text_on_a_card(kit, monkeypatch):
    """Markup in an exception is shown, and does nothing."""
    monkeypatch.chdir(kit)

    def zeros(rows, cols):
        raise ValueError("<script>alert(1)</script>")

    shown = live({"zeros": zeros}, "zeros")._repr_html_()
    assert "&lt;script&gt;alert(1)" in shown
    assert "<script" not in shown


DRILLED = '''

@points(1, exercise="ones_and_rand_like")
def test_drilled(student, devices):
    """The ones lie where x lies."""
    for device in devices:
        ones, _ = student.on(device).ones_and_rand_like(torch.ones(2))
        tensor(ones, shape=(2,), dtype=torch.float32, device=str(device))
'''
STAYS = "\n\ndef ones_and_rand_like(x):\n    return torch.ones(x.shape), torch.rand(x.shape)\n"


def test_the_drill_runs_where_a_public_check_asks_for_devices(kit, check, solution):
    """A tensor left on the CPU is caught without a GPU, and a right solution is not."""
    with (kit / "test_tensors_public.py").open("a", encoding="utf-8") as file:
        file.write(DRILLED)
    (kit / "tensors.py").write_text(solution, encoding="utf-8")
    assert check("tensors.py", "-k", "drilled")[0] == 0
    (kit / "tensors.py").write_text(solution + STAYS, encoding="utf-8")
    code, out, _ = check("tensors.py", "-k", "drilled", "--lang", "en")
    assert code == 1
    assert "It lies on the wrong device." in out


@pytest.mark.parametrize("suffix", ["py", "ipynb"])
def test_nothing_of_linux_is_needed(kit, solution, tmp_path, suffix):
    """`grader check` and its worker run where Linux's modules and calls are missing."""
    (kit / "tensors.py").write_text(solution, encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(solution)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), kit / "tensors.ipynb")
    worker, command = tmp_path / "worker.py", tmp_path / "command.py"
    worker.write_text(BARE + "from grader.practice.worker import main\nmain()", encoding="utf-8")
    command.write_text(
        "import subprocess\n"
        f"{BARE}import grader.practice.supervise as supervise\n"
        f"supervise.COMMAND = {(sys.executable, str(worker))!r}\n"
        "from grader.cli import main\nmain()",
        encoding="utf-8",
    )
    words = [sys.executable, command, "check", f"tensors.{suffix}"]
    done = subprocess.run(words, cwd=kit, capture_output=True, text=True, timeout=100, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_package_is_light_to_import():
    """`import grader` imports neither torch nor pytest, and the command's own side no torch."""
    text = (
        "import sys, grader\nassert not {'torch', 'pytest', 'msgspec'} & set(sys.modules)\n"
        "import grader.cli.checking\nassert not {'torch', 'pytest'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", text], timeout=60, check=False).returncode == 0
