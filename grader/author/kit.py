"""What a student may have of an assignment, as a folder or as a zip that is the same every time.

Files are taken by name from `assignments/`, where everything may be seen by students; `reference/`
is never opened. A kit that is to be a repository brings its workflow and the action that it uses.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from grader import __version__
from grader.course import Assignment
from grader.faults import UsageFault

Form = Literal["notebook", "module", "both"]
SUFFIXES = {"module": (".py",), "notebook": (".ipynb",), "both": (".py", ".ipynb")}
PACKED = Path(__file__).with_name("github")  # in a wheel; a checkout has them in .github
WORKFLOW = (Path("classroom/public-checks.yml"), ".github/workflows/public-checks.yml")
ACTION = (Path("actions/grade/action.yml"), ".github/actions/grade/action.yml")
AUTOGRADER = (Path("classroom/autograder.py"), "autograder.py")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest date that a zip can hold
REQUIREMENTS = f"torch-course-grader>={__version__}\n"


def contents(
    root: Path, assignments: list[Assignment], lang: str, form: Form, *, classroom50: bool = False
) -> dict[str, bytes]:
    """The files of a kit by their path in it.

    Args:
        root: the course's folder.
        assignments: whose files.
        lang: "es" or "en"; a kit in English has nothing in Spanish.
        form: skeletons as modules, as notebooks or as both.
        classroom50: a bundle for Classroom 50, with its autograder in place of the workflow.

    Raises:
        UsageFault: a file that belongs in it is missing.
    """
    found = {"requirements.txt": REQUIREMENTS.encode()}
    for path, target in (AUTOGRADER,) if classroom50 else (WORKFLOW, ACTION):
        found[target] = _github(root, path)
    for assignment in assignments:
        for name, path in _files(assignment, lang, form):
            if path.is_symlink() or not path.is_file():
                raise UsageFault(f"{path}: missing, or no plain file; a kit cannot do without it.")
            found[f"{assignment.slug}/{name}"] = path.read_bytes()
    return dict(sorted(found.items()))


def _github(root: Path, name: Path) -> bytes:
    """A file for GitHub: the course's own where it has one, else ours."""
    ours = Path(__file__).parents[2] / ".github"
    places = (root / ".github" / name, PACKED / name.name, ours / name)
    return next((path for path in places if path.is_file()), places[-1]).read_bytes()


def _files(assignment: Assignment, lang: str, form: Form) -> Iterator[tuple[str, Path]]:
    folder, name = assignment.folder, assignment.name
    skeletons = folder / "en" if lang == "en" else folder
    yield "assignment.toml", folder / "assignment.toml"
    yield f"handout.{lang}.md", folder / f"handout.{lang}.md"
    yield assignment.public_checks.name, assignment.public_checks
    for suffix in SUFFIXES[form]:
        yield f"{name}{suffix}", skeletons / f"{name}{suffix}"
    if lang == "es":
        yield "texts.es.toml", folder / "texts.es.toml"
    for path in sorted([*folder.glob("*.csv"), *(folder / "data").rglob("*.csv")]):
        yield path.relative_to(folder).as_posix(), path


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files: the same bytes from the same files, whenever and wherever."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, data)
    return target.getvalue()


def write(files: Mapping[str, bytes], to: Path) -> None:
    """Write a kit as a zip where `to` ends in .zip, else into a folder.

    Raises:
        UsageFault: something stands there already, or it cannot be written.
    """
    try:
        if to.suffix.lower() == ".zip":
            to.parent.mkdir(parents=True, exist_ok=True)
            with to.open("xb") as file:
                file.write(zipped(files))
            return
        for name in files:
            if (to / name).exists():
                raise FileExistsError(None, None, to / name)
        for name, data in files.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_bytes(data)
    except FileExistsError as error:
        where = error.filename or to
        raise UsageFault(f"{where} is there already; name another place with --to.") from error
    except OSError as error:
        raise UsageFault(f"{to}: {error.strerror}; name another place with --to.") from error
