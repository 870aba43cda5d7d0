"""Where the course's files are, and what an assignment's metadata say.

`assignments/NN_NAME/` is everything that a student may see; `reference/NN_NAME/` is everything
that a student may not. Metadata are `assignment.toml`, decoded strictly: an unknown or missing
key is refused with its path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec

from grader.faults import UsageFault

T = TypeVar("T")


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages of the course."""

    es: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in `lang` ("es" or "en")."""
        return self.en if lang == "en" else self.es


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One name that a student defines, and what it is worth."""

    name: str
    points: float
    title: Text
    hint: Text


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a submission may use. Seconds are wall clock unless said otherwise."""

    load_s: float = 20.0  # importing the module
    cell_s: float = 20.0  # one notebook cell
    call_s: float = 10.0  # one call of a check
    submission_s: float = 120.0  # everything
    cpu_s: int = 60  # processor seconds of one process
    memory_mb: int = 1024  # of the whole tree of processes, beside the warm interpreter
    tmp_mb: int = 256
    file_mb: int = 64
    processes: int = 64
    open_files: int = 256
    output_kb: int = 256
    source_kb: int = 1024  # code that may be handed in: a module, or all code cells of a notebook


class Metadata(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`assignment.toml`."""

    name: str
    number: int
    title: Text
    exercises: tuple[Exercise, ...]
    summary: Text = Text(es="", en="")
    limits: Limits = Limits()


class Assignment:
    """One assignment of a course: its metadata and its two folders.

    Where it is `public`, its public checks judge, and there is no reference.
    """

    def __init__(self, folder: Path, reference: Path, *, public: bool = False) -> None:
        self.folder = folder
        self.reference = folder if public else reference
        self.public = public
        self.metadata = _metadata(folder / "assignment.toml")
        self.name = self.metadata.name

    @property
    def slug(self) -> str:
        """The folder's name, as in `01_tensors`."""
        return self.folder.name

    @property
    def max_points(self) -> float:
        """The points of all exercises."""
        return sum(exercise.points for exercise in self.metadata.exercises)

    @property
    def hidden_checks(self) -> Path:
        """The pytest file that judges."""
        return self.reference / f"test_{self.name}.py"

    @property
    def judging_checks(self) -> Path:
        """Those that judge here: the hidden ones, or a kit's public ones."""
        return self.public_checks if self.public else self.hidden_checks

    @property
    def thresholds(self) -> Path:
        """What the measured values of hidden checks must reach; there may be none."""
        return self.reference / "thresholds.toml"

    @property
    def public_checks(self) -> Path:
        """The pytest file that students have too."""
        return self.folder / f"test_{self.name}_public.py"

    @property
    def solution(self) -> Path:
        """The reference solution, a module."""
        return self.reference / f"{self.name}.py"

    @cached_property
    def trains(self) -> bool:
        """Whether its solution or its checks name optimizers, as far as these can be read."""
        text = b""
        for path in (self.solution, self.judging_checks):
            with suppress(OSError):
                text += path.read_bytes()
        return b"optim" in text

    @cached_property
    def spanish(self) -> dict[str, Sentences]:
        """The Spanish sentence and hint of each check that judges, by its id."""
        path = self.reference / "texts.es.toml"
        return _decode(path, dict[str, Sentences]) if path.exists() else {}

    @cached_property
    def public_spanish(self) -> dict[str, Sentences]:
        """The same of each public check."""
        path = self.folder / "texts.es.toml"
        return _decode(path, dict[str, Sentences]) if path.exists() else {}

    @cached_property
    def checks_digest(self) -> str:
        """A hash of all that judges: checks, thresholds, solution, metadata."""
        digest = hashlib.sha256()
        files = [self.folder / "assignment.toml", *sorted(self.reference.glob("*.*"))]
        for path in files:
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        return digest.hexdigest()


class Sentences(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a student reads of one check, in one language."""

    sentence: str
    hint: str = ""


class Course:
    """All assignments under one folder, by name, in the order of their numbers.

    `public`: they are judged by their public checks, as those of a kit are.
    """

    def __init__(self, root: Path, *, public: bool = False) -> None:
        folders = sorted((root / "assignments").glob("[0-9][0-9]_*/assignment.toml"))
        if not folders:
            raise UsageFault(
                f"{root}: no assignments/NN_NAME/assignment.toml here; "
                "name the course's folder with --course DIR."
            )
        self.root = root
        self.public = public
        hidden = root / "reference"
        found = (Assignment(p.parent, hidden / p.parent.name, public=public) for p in folders)
        self.assignments = {assignment.name: assignment for assignment in found}

    def __iter__(self) -> Iterator[Assignment]:
        return iter(self.assignments.values())

    def trains(self, names: Iterable[str] = ()) -> bool:
        """Whether any of these assignments, or of all where none is named, uses optimizers."""
        return any(self.find(name).trains for name in names or self.assignments)

    def find(self, name: str) -> Assignment:
        """The assignment called `name` or `NN_name`.

        Raises:
            UsageFault: there is none; the sentence lists those that exist.
        """
        for assignment in self:
            if name in (assignment.name, assignment.slug):
                return assignment
        raise UsageFault(f"no assignment {name!r}; there are: {', '.join(self.assignments)}.")


def course_root(named: Path | None, here: Path | None = None) -> Path:
    """The folder named, or `here` (the current one) or the nearest above that holds assignments."""
    here = here or Path.cwd()
    nearest = (folder for folder in (here, *here.parents) if (folder / "assignments").is_dir())
    return named.resolve() if named is not None else next(nearest, here)


def _metadata(path: Path) -> Metadata:
    return _decode(path, Metadata)


def _decode(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, endless numbers
        raise UsageFault(f"{path}: {error}; mend the file.") from error
