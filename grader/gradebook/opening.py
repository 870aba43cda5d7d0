"""Opens a gradebook by path or URL: connects, migrates, and says in one sentence what is wrong."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from grader.faults import UsageFault
from grader.gradebook.store import RETRY_S, Gradebook, sentence

BUSY_S = 15.0


def open_gradebook(where: str, busy_s: float = BUSY_S) -> Gradebook:
    """The gradebook at a path (SQLite) or an SQLAlchemy URL, made or migrated where needed.

    Where another program writes to it we wait `busy_s` seconds, or as many as the URL says
    (`sqlite:///grades.db?timeout=60`); so long a server that restarts is waited for.

    Raises:
        UsageFault: it is locked, read-only, newer than this program, or no gradebook at all.
    """
    url = where if "://" in where else f"sqlite:///{where}"
    try:
        engine = _engine(url, busy_s)
        shown = engine.url.render_as_string(hide_password=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise UsageFault(f"{where!r} is no gradebook that can be opened: {error}.") from error
    try:
        _migrate(engine, shown)
    except UsageFault:
        engine.dispose()
        raise
    except (OperationalError, DatabaseError) as error:
        engine.dispose()
        raise UsageFault(sentence(shown, str(error.orig))) from error
    return Gradebook(engine, shown, busy_s)


def _engine(url: str, busy_s: float) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database and not parsed.database.startswith("file:"):
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    patience_s = _patience(parsed, busy_s)
    parsed = parsed.difference_update_query(["timeout"])
    engine = create_engine(parsed, connect_args={"timeout": patience_s})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        _write_ahead(cursor, patience_s)
        for pragma in ("synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return engine


def _patience(url: URL, busy_s: float) -> float:
    said = url.query.get("timeout", str(busy_s))
    try:
        return float(str(said))
    except ValueError as error:
        raise UsageFault(f"{url}: the timeout is {said!r}, and no number of seconds.") from error


def _write_ahead(cursor: sqlite3.Cursor, patience_s: float) -> None:
    """Turn the write-ahead log on; SQLite does not wait here where another program writes."""
    until = time.monotonic() + patience_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(RETRY_S)


def _migrate(engine: Engine, shown: str) -> None:
    config = Config()
    config.set_main_option("script_location", "grader.gradebook:migrations")
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.begin() as connection:
        if connection.dialect.name == "sqlite":  # found out now, not after the first grade
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        current = MigrationContext.configure(connection).get_current_revision()
        if current is not None and current not in known:
            raise UsageFault(
                f"{shown}: its schema is {current}, newer than this program knows "
                f"({max(known)}); upgrade torch-course-grader."
            )
        if current == max(known):
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
