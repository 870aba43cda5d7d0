"""The command line: the only place that prints, reads argv and decides exit codes."""

from grader.cli.app import main

__all__ = ["main"]
