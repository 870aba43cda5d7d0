"""The files and variables that GitHub gives to a step of a workflow; each may be missing."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from grader.faults import UsageFault


class Step:
    """A step's variables. Nothing of them reaches a student's process."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    @property
    def workspace(self) -> Path:
        """The student's repository: the workspace, else this folder."""
        return Path(self.variables.get("GITHUB_WORKSPACE") or ".")

    @property
    def scratch(self) -> Path:
        """A folder that is no part of the repository, where there is one."""
        return Path(self.variables.get("RUNNER_TEMP") or ".")

    @property
    def secret(self) -> tuple[Path, ...]:
        """What no submission may read."""
        names = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
        more = ("GITHUB_EVENT_PATH", "RUNNER_TEMP")
        return tuple(Path(path) for n in (*names, *more) if (path := self.variables.get(n)))

    def output(self, **values: str) -> None:
        """Set outputs of this step; each is one line."""
        lines = [f"{name}={' '.join(text.split())}\n" for name, text in values.items()]
        self._append("GITHUB_OUTPUT", "".join(lines))

    def summary(self, text: str) -> None:
        """Add to the job's summary."""
        self._append("GITHUB_STEP_SUMMARY", text)

    def _append(self, name: str, text: str) -> None:
        path = self.variables.get(name)
        if not path:
            return
        try:
            with Path(path).open("a", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except OSError as error:
            raise UsageFault(f"{name}: {path}: {error.strerror}; let it name a file.") from error


def raw_commit(repository: Path) -> bytes:
    """The commit that is checked out; nothing where there is none.

    `git cat-file` runs no hook and no program that a configuration could name.
    """
    command = ["git", "-c", "safe.directory=*", "cat-file", "commit", "HEAD"]
    try:
        done = subprocess.run(command, cwd=repository, capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
