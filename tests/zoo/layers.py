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
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.e2e.everyone import python
from tests.e2e.settings import before, made_up, obstacle
from tests.zoo.table import COLUMNS, KNOWN, PAGE, known, render
from tests.zoo.zoo import TRICKS, Zoo


def through(column, tricks, user):
    """trick -> how it got through with the layer of a column taken away."""
    if not tricks:
        return {}
    zoo = graded(column, tricks, user)
    found, whole = zoo.harms(), zoo.done.returncode == 0 and not zoo.strays()
    if whole and len(found) <= max(3, len(tricks) // 2):
        return found
    if len(tricks) == 1:
        return found or {tricks[0].name: f"the run ended with {zoo.done.returncode}"}
    half = len(tricks) // 2
    return through(column, tricks[:half], user) | through(column, tricks[half:], user)


def graded(column, tricks, user):
    """A zoo of these tricks, graded without the column's layer."""
    setting, tmp = column.setting, Path(tempfile.mkdtemp(prefix="zoo-"))
    try:
        zoo = Zoo(tmp)
        words = (*before(setting, user), python()[0], "-m", "tests.zoo.without", column.layer)
        zoo.run(words, tricks=tricks, user=user if made_up(setting) else None)
        zoo.harms()
        return zoo
    finally:
        shutil.rmtree(tmp, ignore_errors=True)


def measured(job):
    """(column's name, its tricks that got through), or why it cannot be had here."""
    number, column, tricks = job
    if why := obstacle(column.setting):
        print(f"{column.name}: {why}", flush=True)
        return column.name, None
    found = through(column, tricks, 61_980 - number)
    print(f"{column.name}: {len(found)} of {len(tricks)} get through", flush=True)
    return column.name, found


def main():
    """Measure what is not known, keep it, write the page."""
    parser = argparse.ArgumentParser(description="grade the zoo without one layer after the other")
    parser.add_argument("--all", action="store_true", help="measure what is known again")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page")
    parser.add_argument("--only", help="this column alone")
    parser.add_argument("--jobs", type=int, default=2, help="columns at a time")
    asked, had = parser.parse_args(), known()
    columns = [c for c in COLUMNS if asked.only in (None, c.name) and not asked.page]
    jobs = []
    for number, column in enumerate(columns):
        old = {} if asked.all else had.get(column.name, {})
        able = [t for t in TRICKS.values() if t.name not in old and column.meets(t)]
        jobs.append((number, column, able))
    with ThreadPoolExecutor(asked.jobs) as pool:
        for (_, _, tricks), (name, found) in zip(jobs, pool.map(measured, jobs), strict=True):
            if found is not None:
                old = had.setdefault(name, {})
                old |= {trick.name: found.get(trick.name, "") for trick in tricks}
                had[name] = {trick: old[trick] for trick in sorted(old) if trick in TRICKS}
            KNOWN.write_text(json.dumps(had, indent=1, ensure_ascii=False) + "\n", "utf-8")
    PAGE.write_text(render(had), encoding="utf-8")


if __name__ == "__main__":
    main()
