"""Puts files in place, each whole or not at all, so that a killed run leaves no half page."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from grader.faults import UsageFault

DRAFT = ".new"
STALE_S = 600


def put(path: Path, chunks: Iterable[bytes]) -> Path:
    """Write a file beside its place and rename it into it; returns where it is.

    Raises:
        UsageFault: the folder cannot be written, or the disk is full.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}{DRAFT}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        os.replace(draft, path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise unwritable(path, error) from error
    return path


def unwritable(path: Path, error: OSError) -> UsageFault:
    """The sentence for a report that could not be written."""
    return UsageFault(
        f"{path}: {error.strerror or error}; this report was not written, but no grade is lost: "
        "make room, or name another folder with --out, and run the same command again."
    )


def sweep(folder: Path, keep: frozenset[str] | None = None) -> None:
    """Remove drafts that a killed run left, and, where `keep` is given, pages not named in it."""
    limit = time.time() - STALE_S
    with suppress(OSError):
        for entry in list(os.scandir(folder)):
            draft = entry.name.startswith(".") and entry.name.endswith(DRAFT)
            old = draft and entry.stat(follow_symlinks=False).st_mtime < limit
            gone = keep is not None and entry.name.endswith(".html") and entry.name not in keep
            if old or gone:
                os.unlink(entry.path)
