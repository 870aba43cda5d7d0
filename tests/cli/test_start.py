"""What a command loads before it works: torch takes longer than grading a submission does."""

import subprocess
import sys

import pytest

HEAVY = {"torch", "sklearn", "scipy", "pandas", "numpy", "matplotlib"}


@pytest.mark.parametrize("module", ["grading", "audit", "students", "checking", "amending"])
def test_the_orchestrator_loads_no_torch(module):
    """Only those who judge and those who are judged load torch, side by side."""
    program = f"import sys, grader.cli.{module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert HEAVY & set(done.stdout.split()) == set()
