"""The commands of what students have: `grader check`, `grader ci`, and `grader kit`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from grader.cli.telling import Form, Lang, Sandbox, told

CHECK_EXITS = "Exit codes: 0 all is right; 1 not yet; 2 it cannot be done as asked."
CI_EXITS = (
    "Exit codes: 0 all is right; 1 not yet; 2 it cannot be done as asked; 3 a fault of ours: there "
    "is no result, and nobody loses a point."
)
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


def ci(
    repository: Annotated[
        Path | None,
        typer.Argument(
            help="The student's repository.", show_default="GITHUB_WORKSPACE, or this folder"
        ),
    ] = None,
    kit: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR|FILE.zip",
            help="The kit whose public checks judge.",
            show_default="the repository",
        ),
    ] = None,
    assignment: Annotated[
        list[str] | None,
        typer.Option(help="Only this assignment (may be repeated).", show_default="all of the kit"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Where the feedback goes: pages, junit.xml.",
            show_default="RUNNER_TEMP/feedback, or feedback",
        ),
    ] = None,
    classroom50: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write Classroom 50's result.json too.")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="Language of the feedback.", show_default="the handouts'")
    ] = None,
    sandbox: Annotated[
        Sandbox, typer.Option(help="Where a layer of isolation is missing: stop, warn, have none.")
    ] = Sandbox.require,
) -> None:
    """Run a kit's public checks on a repository, in the sandbox, as GitHub's action does.

    It needs no root, and runs anywhere. Where GITHUB_OUTPUT and GITHUB_STEP_SUMMARY name files,
    the outputs `result`, `status` and `summary` and the job's summary are added to them.
    What comes of it is advice: whoever can push to a repository can edit its workflow.
    """
    from grader.cli import ci as checking

    options = checking.Options(
        repository,
        kit,
        assignment or [],
        out,
        classroom50,
        lang.value if lang else None,
        sandbox.value,
    )
    with told():
        raise typer.Exit(checking.ci(options))


def kit(
    assignments: Annotated[
        list[str], typer.Argument(metavar="ASSIGNMENT...", help="Their names: tensors inplace.")
    ],
    to: Annotated[Path, typer.Option(metavar="DIR|FILE.zip", help="Where it is written.")],
    lang: Annotated[Lang, typer.Option(help="Language of handouts and skeletons.")] = Lang.es,
    form: Annotated[Form, typer.Option(help="Which skeletons.")] = Form.both,
    classroom50: Annotated[
        bool,
        typer.Option("--classroom50", help="A bundle for Classroom 50, with its autograder.py."),
    ] = False,
    course: Annotated[
        Path | None,
        typer.Option(help="The course's folder.", show_default="this one or the nearest above"),
    ] = None,
) -> None:
    """Hand assignments out: exactly what students may have, and nothing else.

    Handout, skeletons, public checks, data, requirements, and for the repositories of students a
    workflow that runs the public checks at each push, with its action. A zip of the same files is
    the same to the last byte.
    """
    from grader.author import kit as kits
    from grader.course import Course, course_root

    with told():
        root = course_root(course)
        known = Course(root)
        chosen = [known.find(name) for name in dict.fromkeys(assignments)]
        files = kits.contents(root, chosen, lang.value, form.value, classroom50=classroom50)
        kits.write(files, to)
        typer.echo(f"{to}: {len(files)} files.")
