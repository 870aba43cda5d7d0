"""The public checks of a kit, copied into a folder of ours, so that nothing alters them later."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

from grader.course import Course
from grader.faults import UsageFault

MAX_BYTES = 1 << 20  # of one file of a kit
WANTED = re.compile(
    r"(?:assignments/)?(?P<slug>\d\d_[a-z0-9_]+)/"
    r"(?P<name>assignment\.toml|texts\.es\.toml|handout\.(?:es|en)\.md|test_[a-z0-9_]+_public\.py)"
)


def opened(kit: Path, into: Path) -> Course:
    """The course of a kit's assignments, judged by their public checks.

    Args:
        kit: a kit as `grader kit` writes it, folder or zip, or a course's folder.
        into: an empty folder that nobody else may write to.

    Raises:
        UsageFault: it is no kit, or one of its files cannot be read.
    """
    if not kit.exists():
        raise UsageFault(f"{kit}: no such folder or zip; name a kit with --kit.")
    try:
        files = list(_of_folder(kit) if kit.is_dir() else _of_zip(kit))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise UsageFault(f"{kit}: {error}; it cannot be read as a kit.") from error
    if not any(name.endswith("/assignment.toml") for name, _ in files):
        raise UsageFault(
            f"{kit}: no NN_NAME/assignment.toml in it; name a kit, made by grader kit, with --kit."
        )
    for name, data in files:
        target = into / "assignments" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    course = Course(into, public=True)
    for assignment in course:
        if not assignment.public_checks.is_file():
            missing = assignment.public_checks.name
            raise UsageFault(f"{kit}: {assignment.slug} lacks {missing}; make the kit again.")
    return course


def language(course: Course) -> str:
    """Spanish, unless the kit came with English handouts alone."""
    spanish = any((assignment.folder / "handout.es.md").exists() for assignment in course)
    return "es" if spanish else "en"


def _of_folder(kit: Path) -> Iterator[tuple[str, bytes]]:
    """The wanted files of a folder; links are not followed."""
    base = kit / "assignments" if (kit / "assignments").is_dir() else kit
    for folder in sorted(base.iterdir()):
        if folder.is_symlink() or not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if WANTED.fullmatch(f"{folder.name}/{path.name}"):
                yield f"{folder.name}/{path.name}", _read(path)


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, f"{path.name} is no regular file")
        return _bounded(path.name, file.read(MAX_BYTES + 1))


def _of_zip(kit: Path) -> Iterator[tuple[str, bytes]]:
    """The wanted files of a zip, by the bytes that they really have."""
    with zipfile.ZipFile(kit) as archive:
        for entry in archive.infolist():
            if found := WANTED.fullmatch(entry.filename):
                with archive.open(entry) as file:
                    data = _bounded(entry.filename, file.read(MAX_BYTES + 1))
                yield f"{found['slug']}/{found['name']}", data


def _bounded(name: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise OSError(0, f"{name} is larger than {MAX_BYTES >> 20} MB")
    return data
