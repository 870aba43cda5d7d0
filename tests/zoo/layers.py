"""Takes away one layer of isolation after the other, and writes down which tricks get through.

    python -m tests.zoo.layers [--all | --page] [--only COLUMN] [--jobs 2]

Grades the tricks that `layers.json` does not know yet (`--all`: every one) once for each column,
and writes `docs/zoo.md` anew. A trick gets through where it or its neighbour has other points than
it deserves, where something of it is left, or where its report shows what it must not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.e2e.everyone import python
from tests.e2e.settings import before, made_up, obstacle
from tests.zoo.table import COLUMNS, KNOWN, PAGE, known, render
from tests.zoo.zoo import TRICKS, Zoo

TOGETHER, FIRST_USER = 16, 61_980


def through(column, tricks, user):
    """trick -> how it got through with the layer of a column taken away."""
    try:
        zoo = graded(column, tricks, user)
        found, ended = zoo.harms(), f"the run ended with {zoo.done.returncode}"
        whole = zoo.done.returncode == 0 and not zoo.strays()
    except (OSError, ValueError, subprocess.TimeoutExpired) as destroyed:
        found, ended, whole = {}, f"nothing to read is left: {type(destroyed).__name__}", False
    if whole and len(found) <= max(3, len(tricks) // 2):
        return found
    if len(tricks) == 1:
        return found or {tricks[0].name: ended}
    half = len(tricks) // 2
    return through(column, tricks[:half], user) | through(column, tricks[half:], user)


def graded(column, tricks, user):
    """A zoo of these tricks, graded without the column's layer."""
    setting, tmp = column.setting, Path(tempfile.mkdtemp(prefix="zoo-"))
    try:
        zoo = Zoo(tmp)
        words = (*before(setting, user), python()[0], "-m", "tests.zoo.without", column.layer)
        zoo.run(words, tricks=tricks, user=user if made_up(setting) else None)
        zoo.harms()  # now: its folder is about to go
        return zoo
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def unknown(column, had, again):
    """The tricks that can meet a column's layer and are not measured yet."""
    old = {} if again else had.get(column.name, {})
    return [t for t in TRICKS.values() if t.name not in old and column.meets(t)]


def keep(had, name, tricks, found):
    """Write down what was found out about some tricks, so that nothing is lost by what follows."""
    old = had.setdefault(name, {})
    old |= {trick.name: found.get(trick.name, "") for trick in tricks}
    had[name] = {trick: old[trick] for trick in sorted(old) if trick in TRICKS}
    KNOWN.write_text(json.dumps(had, indent=1, ensure_ascii=False) + "\n", "utf-8")


def measure(columns, had, again, jobs):
    """Grade what is not known yet, some tricks at a time: one that ends a run ends few others."""
    with ThreadPoolExecutor(jobs) as pool:
        asked = {}
        for column in columns:
            if why := obstacle(column.setting):
                print(f"{column.name}: {why}", flush=True)
                continue
            tricks = unknown(column, had, again)
            for start in range(0, len(tricks), TOGETHER):
                some = tricks[start : start + TOGETHER]
                # A user each: the system counts processes by user.
                run = pool.submit(through, column, some, FIRST_USER - len(asked))
                asked[run] = column.name, some
        for run in as_completed(asked):
            (name, some), found = asked[run], run.result()
            keep(had, name, some, found)
            print(f"{name}: of {len(some)} from {some[0].name} on: {found or '-'}", flush=True)


def main():
    """Measure what is not known, keep it, write the page."""
    parser = argparse.ArgumentParser(description="grade the zoo without one layer after the other")
    parser.add_argument("--all", action="store_true", help="measure what is known again")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page")
    parser.add_argument("--only", help="this column alone")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time")
    asked, had = parser.parse_args(), known()
    columns = [c for c in COLUMNS if asked.only in (None, c.name) and not asked.page]
    measure(columns, had, asked.all, asked.jobs)
    PAGE.write_text(render(had), encoding="utf-8")


if __name__ == "__main__":
    main()
