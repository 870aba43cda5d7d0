"""`grader check` as a student types it: right, wrong and broken work, in both languages."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import nbformat
import pytest

GRADER = Path(sys.executable).with_name("grader")
DESCRIBE = "\n\ndef describe(x):\n    return {'shape': tuple(x.shap)}\n"


def notebook(path, *cells):
    """Write a notebook of these code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    nbformat.write(made, path)


def test_a_skeleton_is_not_yet(check):
    """Each exercise of a skeleton is told to be unwritten, and the exit code says not yet."""
    code, out, _ = check("tensors.py")
    assert code == 1
    assert out.count("sin escribir todavía") == 12


def test_a_right_solution_is_all_right(check, kit, solution):
    """A right module passes everything, and exits 0."""
    (kit / "tensors.py").write_text(solution, encoding="utf-8")
    code, out, _ = check("tensors.py", "--lang", "en")
    assert code == 0
    assert "Exercises that pass their public checks: 12 of 12." in out


def test_a_mistake_is_told_with_place_text_and_hint(check, kit, solution):
    """What raised is shown with its own text, the line of the file, and the hint."""
    (kit / "tensors.py").write_text(solution + DESCRIBE, encoding="utf-8")
    code, out, _ = check("tensors.py", "--lang", "en", "-k", "describe")
    line = len((solution + DESCRIBE).splitlines())
    assert code == 1
    assert "AttributeError: 'Tensor' object has no attribute 'shap'" in out
    assert f"tensors.py, line {line}:  return {{'shape': tuple(x.shap)}}" in out
    assert "Hint: The dtype is read from the tensor, not assumed." in out


def test_values_of_public_checks_are_shown(check, kit, solution):
    """A public example hides nothing: what came back stands beside what was expected."""
    wrong = (
        "\n\ndef zeros(rows, cols):\n    print('rows', rows)\n    return torch.ones(rows, cols)\n"
    )
    (kit / "tensors.py").write_text(solution + wrong, encoding="utf-8")
    _, out, _ = check("tensors.py", "-k", "zeros")
    assert "dio:" in out
    assert "se esperaba: tensor([[0., 0., 0., 0.]])" in out
    assert "Imprimió:\n      rows 2" in out


def test_an_endless_loop_ends_and_the_rest_goes_on(check, kit, solution):
    """A loop, a sleep in C and a process that ends itself cost their own exercise alone."""
    text = (kit / "assignment.toml").read_text(encoding="utf-8")
    (kit / "assignment.toml").write_text(text.replace("call_s = 5.0", "call_s = 6.0"))
    (kit / "tensors.py").write_text(
        f"{solution}\nimport os, time\n"
        "def zeros(rows, cols):\n    while True:\n        pass\n"
        "def to_device(x, device):\n    time.sleep(1000)\n"
        "def ones_int16(rows, cols):\n    os._exit(0)\n",
        encoding="utf-8",
    )
    code, out, _ = check("tensors.py", "--lang", "en")
    assert code == 1
    assert out.count("It took longer than the 6 s that one call may take.") == 3
    assert out.count("Your code ended the whole process in the middle of a call.") == 2
    assert "checks: 9 of 12." in out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def zeros(:\n", "Python no puede leer tu archivo"),
        ("import torch\n", "`zeros` no está definid"),
        ("import os\nos._exit(0)\n", "línea 2"),
    ],
)
def test_broken_modules_are_told(check, kit, text, said):
    """A syntax error, a missing function and a module that ends itself are not yet, and told."""
    (kit / "tensors.py").write_text(text, encoding="utf-8")
    code, out, err = check("tensors.py")
    assert (code, err) == (1, "")
    assert said in out


def test_a_notebook_is_checked_and_errors_name_the_cell(check, kit, solution):
    """A notebook is run cell by cell; a cell that raises is named, and the others count."""
    notebook(kit / "tensors.ipynb", solution, "1 / 0", DESCRIBE.strip(), "%time x = 1")
    code, out, _ = check("tensors.ipynb", "--lang", "en")
    assert code == 1
    assert "Cell 2 stopped with ZeroDivisionError: division by zero." in out
    assert "In[3], line 2" in out
    assert "checks: 11 of 12." in out


def test_nothing_is_left_in_the_temporary_folder(check, kit, tmp_path, monkeypatch, solution):
    """Neither the shell of a notebook nor a cell that ends the process leaves files there."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    leaves = "import os, tempfile\ntempfile.mkdtemp()\nos._exit(3)"
    notebook(kit / "tensors.ipynb", solution, leaves)
    _, out, _ = check("tensors.ipynb", "--lang", "en", "-k", "zeros")
    assert "Cell 2 ended the notebook's kernel." in out
    assert list(place.iterdir()) == []


def test_a_file_that_is_no_notebook(check, kit):
    """JSON that is cut off is told as what it is."""
    (kit / "tensors.ipynb").write_text('{"cells": [', encoding="utf-8")
    code, out, _ = check("tensors.ipynb", "--lang", "en")
    assert code == 1
    assert "it is not valid JSON" in out


def test_an_english_folder_speaks_english(check):
    """The skeletons in `en/` are spoken of in English without being asked."""
    code, out, _ = check("en/tensors.py")
    assert code == 1
    assert out.count("not written yet") == 12


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.py"], "no such file or folder"),
        (["handout.es.md"], "a submission is a module"),
        (["tensors.py", "-k", "zeros ("], "is not an expression"),
        (["tensors.py", "-k", "nonsense"], "no check is called like that"),
        (["tensors.py", "--lang", "fr"], "fr"),
    ],
)
def test_usage_is_one_sentence_and_exit_2(check, words, said):
    """What cannot be done is said in a sentence on standard error."""
    code, out, err = check(*words)
    assert code == 2
    assert said in err
    assert "Traceback" not in out + err


def test_watch_checks_again_at_each_save(kit, solution):
    """`--watch` answers again when the file was saved, and Ctrl-C ends it."""
    command = [GRADER, "check", "--watch", "--lang", "en", "tensors.py"]
    process = subprocess.Popen(command, cwd=kit, stdout=subprocess.PIPE, text=True)
    timer = threading.Timer(100, process.kill)
    timer.start()
    try:
        assert any("checks: 0 of 12." in line for line in process.stdout)
        (kit / "tensors.py").write_text(solution, encoding="utf-8")
        assert any("checks: 12 of 12." in line for line in process.stdout)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(20) == 0
    finally:
        timer.cancel()
        process.kill()
        process.stdout.close()
        process.wait()
