"""The commands of what staff do with grades: `grader amend` and `grader merge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.telling import Lang, told

AMEND_EXITS = "Exit codes: 0 amended; 1 a fault of ours; 2 it cannot be done as asked."
MERGE_EXITS = (
    "Exit codes: 0 merged; 1 grades are provisional or a shard is missing; 2 it cannot be done as "
    "asked, and nothing was changed."
)


def amend(
    student: Annotated[str, typer.Argument(metavar="STUDENT", help="As the class's index says.")],
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Its name: tensors.")],
    points: Annotated[float, typer.Option(help="Points to add; to take away, as in --points -1.")],
    reason: Annotated[str, typer.Option(help="Why. Staff read it; the student does not.")],
    author: Annotated[str | None, typer.Option(help="Who.", show_default="the user's name")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder of the reports to write anew.")] = None,
    gradebook: Annotated[
        str | None, typer.Option(help="Path or database URL.", show_default="OUT/gradebook.db")
    ] = None,
    course: Annotated[
        Path | None, typer.Option(help="Folder with assignments/ and reference/.")
    ] = None,
) -> None:
    """Add points to a grade, or take some away, with author, time and reason.

    Nothing is overwritten: what the checks found stays, and an amendment is undone by another one.
    Pages, index, grades.csv and results.json are written anew.
    """
    from grader.cli import amending

    options = amending.Options(student, assignment, points, reason, author, out, gradebook, course)
    with told():
        raise typer.Exit(amending.amend(options))


def merge(
    gradebooks: Annotated[
        list[str],
        typer.Argument(
            metavar="GRADEBOOK...", help="Files, folders with a gradebook.db, or database URLs."
        ),
    ],
    into: Annotated[
        str, typer.Option(metavar="BOOK", help="Path or database URL; made where it is missing.")
    ],
    out: Annotated[
        Path | None, typer.Option(help="Where reports go.", show_default="the folder of BOOK")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the reports.")] = Lang.es,
    course: Annotated[
        Path | None,
        typer.Option(
            help="Folder with assignments/ and reference/.",
            show_default="this one or the nearest above",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Join the gradebooks of grader run --shard into one, and write the class's reports.

    Nothing is copied twice and nothing is lost: merging the same gradebook again changes nothing.
    Gradebooks of other seeds or other versions of the checks are refused.
    """
    from grader.cli import merging

    options = merging.Options(gradebooks, into, out, lang.value, course, quiet)
    with told():
        raise typer.Exit(merging.merge(options))
