"""What staff do around a run: `grader fetch` before it, `grader merge` and `grader amend` after."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from grader.cli.telling import EXIT_OURS, Lang, say, told
from grader.faults import UsageFault

AMEND_EXITS = "Exit codes: 0 amended; 1 a fault of ours; 2 it cannot be done as asked."
MERGE_EXITS = (
    "Exit codes: 0 merged; 1 grades are provisional or a shard is missing; 2 it cannot be done as "
    "asked, and nothing was changed."
)
FETCH_EXITS = "Exit codes: 0 fetched; 1 a repository did not come; 2 it cannot be done as asked."


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


def fetch(
    organisation: Annotated[str, typer.Argument(metavar="ORGANISATION", help="On GitHub.")],
    prefix: Annotated[str, typer.Option(help="Repositories are called PREFIX-LOGIN.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="A folder for each LOGIN goes there.")],
) -> None:
    """Fetch students' repositories of a GitHub organisation, for grader run.

    GH_TOKEN holds a token of staff that may read them; it never comes near a submission. Modules
    and notebooks of the default branch are kept; links are not. GITHUB_API_URL names a server
    other than github.com.
    """
    from grader.fetching import Server
    from grader.fetching import fetch as fetching

    with told():
        token = os.environ.get("GH_TOKEN", "")
        if not token:
            raise UsageFault("GH_TOKEN is not set: put a token there that may read repositories.")
        url = os.environ.get("GITHUB_API_URL") or "https://api.github.com"
        fetched = fetching(Server(url.rstrip("/"), token), organisation, prefix, to)
        for sentence in fetched.lost:
            say(sentence)
        for login in (login for login, files in fetched.files.items() if not files):
            say(f"{login}: no module and no notebook was pushed.")
        typer.echo(f"{to}: {len(fetched.files)} repositories.")
        raise typer.Exit(EXIT_OURS if fetched.lost else 0)
