"""Fetches students' repositories of a GitHub organisation into a folder that `grader run` takes.

No git and no student's configuration is involved: each repository's default branch comes as an
archive, of which regular modules and notebooks are kept. Only staff's token is used, and only
towards the API: it is not sent along where a download is redirected to.
"""

from __future__ import annotations

import gzip
import http.client
import io
import json
import re
import shutil
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from grader.faults import UsageFault

PAGE = 100
TIMEOUT_S = 60
MAX_BYTES = 200 << 20  # unpacked, of one repository
MAX_ENTRIES = 100_000
MAX_NAME = 200  # characters of each part of a path
# Whatever a broken archive or a broken download provokes: ValueError is a NUL in a name.
BROKEN = (OSError, EOFError, ValueError, tarfile.TarError, zlib.error, http.client.HTTPException)
SUFFIXES = (".py", ".ipynb")
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


class Unfetched(Exception):
    """A repository that could not be fetched, in a sentence."""


@dataclass(frozen=True)
class Fetched:
    """What came: files by student, and a sentence for each repository that did not come."""

    files: dict[str, int]
    lost: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """GitHub's API, or what speaks like it. `url` has no slash at its end."""

    url: str
    token: str

    def open(self, path: str) -> IO[bytes]:
        """A GET request.

        Raises:
            OSError: it failed; `urllib.error.HTTPError` carries the status.
        """
        request = urllib.request.Request(f"{self.url}{path}")
        request.add_header("Accept", "application/vnd.github+json")
        request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        answer: IO[bytes] = urllib.request.urlopen(request, timeout=TIMEOUT_S)
        return answer


def fetch(server: Server, organisation: str, prefix: str, to: Path) -> Fetched:
    """Fetch each repository `PREFIX-LOGIN` into the folder `to/LOGIN`, anew.

    Raises:
        UsageFault: the organisation cannot be listed, or has no such repository.
    """
    found = dict(sorted(_repositories(server, organisation, prefix)))
    if not found:
        raise UsageFault(f"{organisation}: no repository there is called {prefix}-LOGIN.")
    to.mkdir(parents=True, exist_ok=True)
    files: dict[str, int] = {}
    lost = []
    for login, repository in found.items():
        try:
            files[login] = _repository(server, organisation, repository, to / login)
        except Unfetched as why:
            lost.append(f"{organisation}/{repository}: {why}")
    return Fetched(files, tuple(lost))


def _repositories(server: Server, organisation: str, prefix: str) -> Iterator[tuple[str, str]]:
    """Login and name of each repository that belongs to the assignment."""
    where = f"/orgs/{urllib.parse.quote(organisation, safe='')}/repos"
    number = 0
    while True:
        number += 1
        try:
            with server.open(f"{where}?per_page={PAGE}&page={number}") as answer:
                page: list[dict[str, Any]] = json.load(answer)
            names = [str(one["name"]) for one in page]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UsageFault(
                f"{organisation}: its repositories cannot be listed ({error}); see that the name "
                "is right and that GH_TOKEN may read them."
            ) from error
        for name in names:
            login = name.removeprefix(f"{prefix}-")
            if login != name and LOGIN.fullmatch(login):
                yield login, name
        if len(names) < PAGE:
            return


def _repository(server: Server, organisation: str, repository: str, to: Path) -> int:
    """Fetch a repository; returns how many files were kept. What was there before is replaced.

    Raises:
        Unfetched: it did not come whole; what was there before stays.
    """
    path = "/".join(urllib.parse.quote(name, safe="") for name in (organisation, repository))
    with tempfile.TemporaryDirectory(prefix=".fetch-", dir=to.parent) as draft:
        inside = Path(draft) / "files"
        inside.mkdir()
        try:
            with server.open(f"/repos/{path}/tarball") as answer:
                count = _unpack(answer, inside)
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise Unfetched(f"{error}; fetch again.") from error
            count = 0  # nothing was ever pushed there
        except BROKEN as error:
            raise Unfetched(f"{str(error) or type(error).__name__}; fetch again.") from error
        if to.exists():
            shutil.rmtree(to)
        inside.rename(to)
    return count


class _Counted(io.RawIOBase):
    """A stream of which only so many bytes can be read, whatever its headers say of sizes."""

    def __init__(self, stream: gzip.GzipFile) -> None:
        self.stream = stream
        self.left = MAX_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        data = self.stream.read(min(len(into), 1 << 16))
        self.left -= len(data)
        if self.left < 0:
            raise Unfetched(f"larger than {MAX_BYTES >> 20} MB unpacked.")
        into[: len(data)] = data
        return len(data)


def _unpack(archive: IO[bytes], to: Path) -> int:
    """Keep regular modules and notebooks, as plain files; links and all else are left out.

    Raises:
        Unfetched: it would be too large, or of too many entries.
        BROKEN: it is no such archive.
    """
    count = 0
    with (
        gzip.GzipFile(fileobj=archive) as plain,
        tarfile.open(fileobj=cast("Any", _Counted(plain)), mode="r|") as tar,
    ):
        for number, member in enumerate(tar):
            if number >= MAX_ENTRIES:
                raise Unfetched(f"more than {MAX_ENTRIES:,} entries.")
            cast("Any", tar).members.clear()  # tarfile would keep them all
            parts = PurePosixPath(member.name).parts[1:]  # the first names repository and commit
            if _is_plain(member) and parts and all(map(_fits, parts)) and _is_work(parts[-1]):
                _keep(tar, member, to.joinpath(*parts))
                count += 1
    return count


def _is_plain(member: tarfile.TarInfo) -> bool:
    return member.isreg() and not member.issparse()  # a hole may be larger than any disk


def _fits(part: str) -> bool:
    return part not in ("..", "/") and part[0] != "." and len(part) <= MAX_NAME


def _is_work(name: str) -> bool:
    return name.endswith(SUFFIXES)


def _keep(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> None:
    file = tar.extractfile(member)
    assert file is not None
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("wb") as kept:
        shutil.copyfileobj(file, kept)
