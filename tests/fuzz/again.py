"""Feeds what a submission may send to the trusted side's decoders, changed again and again.

    python -m tests.fuzz.again [--seconds 600] [--corpus FOLDER]

libFuzzer, through Atheris, changes the seeds of `corpus/` and `found/` and keeps, in a folder of
its own, whatever reaches new code: the coverage of our decoders leads it. A run ends early, by 77,
where an input makes them raise what they must not, take more than 10 s or more than 2 GiB: the
input is written to that folder, and belongs into `found/` once it is understood.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache/fuzz"
INSTRUMENTED = ("grader.inside.wire", "grader.inside.frames", "grader.examiner", "grader.checks")
LONGEST = 1 << 14  # bytes of an input
SLOW_S, MEMORY_MB = 10, 2048


def main() -> None:
    """Fuzz until the time is over; libFuzzer ends the process itself."""
    parser = argparse.ArgumentParser(description="fuzz the decoders of the trusted side")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", type=Path, default=CACHE, help="where new inputs are kept")
    asked = parser.parse_args()
    try:
        import atheris
    except ImportError:
        sys.exit("Atheris is missing: make fuzz installs it, or pip install -e '.[fuzz]'")
    with atheris.instrument_imports(include=list(INSTRUMENTED)):
        from tests.fuzz.target import read
    asked.corpus.mkdir(parents=True, exist_ok=True)
    options = {
        "max_total_time": asked.seconds,
        "max_len": LONGEST,
        "timeout": SLOW_S,
        "rss_limit_mb": MEMORY_MB,
        "artifact_prefix": f"{asked.corpus.parent}/",
        "print_final_stats": 1,
    }
    seeds = [asked.corpus, HERE / "corpus", HERE / "found"]
    atheris.Setup([sys.argv[0], *(f"-{k}={v}" for k, v in options.items()), *map(str, seeds)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
