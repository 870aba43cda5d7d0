"""The benchmark grades real work: its plain checks pass on the solution and fail on a skeleton."""

import importlib.util
from pathlib import Path

import nbformat
import pytest
import torch

BENCH = Path(__file__).resolve().parents[1] / "bench"


@pytest.fixture(scope="module")
def work():
    """The benchmark's one piece of work."""
    spec = importlib.util.spec_from_file_location("bench_work", BENCH / "work.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_right_solution_passes_every_test_cell(work):
    """A peer that reports full marks on the benchmark has run six tests that can pass."""
    names = {"torch": torch}
    exec(work.SOLUTION, names)
    for cell in work.TESTS.values():
        exec(cell, names)
    assert list(work.TESTS) == list(work.EXERCISES)


def test_an_empty_solution_fails_every_test_cell(work):
    """No test cell of the benchmark passes without the student's work."""
    survived = []
    for exercise, cell in work.TESTS.items():
        try:
            exec(cell, {"torch": torch, exercise: lambda *_: None})
        except Exception:
            continue
        survived.append(exercise)
    assert survived == []


@pytest.mark.parametrize("form", ["submission", "nbgrader_source", "otter_source"])
def test_notebooks_are_valid(work, form):
    """Each harness is handed a notebook that the format's own schema accepts."""
    notebook = nbformat.reads(getattr(work, form)(), as_version=4)
    nbformat.validate(notebook)
    assert len(notebook.cells) > len(work.EXERCISES)
