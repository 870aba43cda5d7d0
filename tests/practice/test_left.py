"""A notebook with its public checks left in it is graded like any other."""

import subprocess
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[2]


def test_checks_left_in_a_notebook_cost_nothing(tmp_path, solution):
    """`grader.check()` in a submission raises nothing where it is graded, and earns nothing."""
    cells = [solution, "import grader\ngrader.check('zeros')", "grader.check()"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    (tmp_path / "class" / "ana").mkdir(parents=True)
    nbformat.write(notebook, tmp_path / "class" / "ana" / "tensors.ipynb")
    grader = Path(sys.executable).with_name("grader")
    words = [grader, "run", "class", "--course", ROOT, "--sandbox", "best-effort"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "1 with full marks" in done.stdout + done.stderr
    assert "stopped with" not in done.stdout
