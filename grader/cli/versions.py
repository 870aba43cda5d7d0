"""`grader --version`: what a report of a problem should name, in one line."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from grader import __version__


def show(asked: bool) -> None:
    """Say the versions of grader, torch and Python, the system and its sandbox, and end."""
    if not asked:
        return
    try:
        torch = version("torch")
    except PackageNotFoundError:
        torch = "not installed"
    python = platform.python_version()
    said = f"grader {__version__}, torch {torch}, Python {python}, {sys.platform}"
    typer.echo(f"{said}, sandbox {sandbox()}")
    raise typer.Exit


def sandbox() -> str:
    """How submissions are walled in here, in a word or two."""
    if sys.platform != "linux":
        return "none: grading needs Linux"
    from grader.sandbox.layers import detect, name

    layers = detect("best-effort")
    return name(layers) + (" (incomplete: see grader doctor)" if layers.missing() else "")
