"""The commands of what students have: `grader check`, and `grader kit`, which hands it out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.telling import Form, Lang, told

CHECK_EXITS = "Exit codes: 0 all is right; 1 not yet; 2 it cannot be done as asked."
KIT_EXITS = "Exit codes: 0 written; 2 it cannot be done as asked."


def check(
    path: Annotated[
        Path | None,
        typer.Argument(help="Module, notebook or folder.", show_default="this folder"),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again at each save.")] = False,
    keyword: Annotated[
        str, typer.Option("-k", metavar="WORDS", help="Only these: -k zeros, -k 'zeros or ones'.")
    ] = "",
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the report.", show_default="the handout's")
    ] = None,
    course: Annotated[
        Path | None,
        typer.Option(help="Folder with assignments/.", show_default="the nearest above"),
    ] = None,
) -> None:
    """Check your own work by the public checks, before you hand it in.

    In an assignment's folder, or with the path of your module or notebook. Nothing is sent
    anywhere; it works on Linux, macOS and Windows.
    """
    from grader.cli import checking

    options = checking.Options(path, watch, keyword, lang.value if lang else None, course)
    with told():
        raise typer.Exit(checking.check(options))


def kit(
    assignments: Annotated[
        list[str], typer.Argument(metavar="ASSIGNMENT...", help="Their names: tensors inplace.")
    ],
    to: Annotated[Path, typer.Option(metavar="DIR|FILE.zip", help="Where it is written.")],
    lang: Annotated[Lang, typer.Option(help="Language of handouts and skeletons.")] = Lang.es,
    form: Annotated[Form, typer.Option(help="Which skeletons.")] = Form.both,
    course: Annotated[
        Path | None,
        typer.Option(help="The course's folder.", show_default="this one or the nearest above"),
    ] = None,
) -> None:
    """Hand assignments out: exactly what students may have, and nothing else.

    Handout, skeletons, public checks, data and requirements. A zip of the same files is the same
    to the last byte.
    """
    from grader.author import kit as kits
    from grader.course import Course, course_root

    with told():
        root = course_root(course)
        known = Course(root)
        chosen = [known.find(name) for name in dict.fromkeys(assignments)]
        files = kits.contents(root, chosen, lang.value, form.value)
        kits.write(files, to)
        typer.echo(f"{to}: {len(files)} files.")
