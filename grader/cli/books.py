"""Gradebooks as a command line names them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from grader.faults import UsageFault

GRADEBOOK = "gradebook.db"


def file_of(where: str) -> Path | None:
    """The file of an SQLite gradebook; None for other databases."""
    if "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError:
        return None  # opening it tells what is wrong with it
    local = url.get_backend_name() == "sqlite" and url.database
    return Path(str(url.database)) if local else None


def whole(where: str) -> None:
    """Look whether a file is a gradebook that was not cut off; it is only read.

    Raises:
        UsageFault: it is missing, cut off, or something else.
    """
    file = file_of(where)
    if file is None:
        return
    if not file.is_file():
        raise UsageFault(f"{file}: no gradebook there; name the files that grader run has made.")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as book:
            (found,) = book.execute("PRAGMA quick_check(1)").fetchone()
            book.execute("SELECT count(*) FROM alembic_version, attempt").fetchone()
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        why = found.splitlines()[0] if found else "it is empty"
        raise UsageFault(
            f"{file}: this is not a whole gradebook ({why}); fetch or make it again, then merge."
        )
