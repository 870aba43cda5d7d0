"""The commands and their options."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from grader import __version__
from grader.faults import GraderFault, UsageFault

EXIT_OURS, EXIT_USAGE, EXIT_INTERRUPTED = 1, 2, 130

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grades the submissions of a PyTorch course with hidden checks they cannot reach.",
    epilog="Exit codes: 0 graded; 1 some of our own faults; 2 usage; 130 interrupted.",
)


class Lang(StrEnum):
    """The language of what students read."""

    es = "es"
    en = "en"


class Sandbox(StrEnum):
    """What happens where a layer of isolation is missing."""

    require = "require"
    best_effort = "best-effort"
    off = "off"


def _version(asked: bool) -> None:
    if asked:
        try:
            torch = version("torch")
        except PackageNotFoundError:
            torch = "not installed"
        python = sys.version.split()[0]
        typer.echo(f"grader {__version__}, torch {torch}, Python {python}, {sys.platform}")
        raise typer.Exit


@app.callback()
def _options(
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show versions.")
    ] = False,
) -> None:
    """Common options."""


@app.command(epilog="Exit codes: 0 graded; 1 some of our own faults; 2 usage; 130 interrupted.")
def run(
    submissions: Annotated[list[Path], typer.Argument(help="Folders that hold submissions.")],
    assignment: Annotated[
        list[str] | None, typer.Option(help="Only this assignment (may be repeated).")
    ] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student (may be repeated).")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Slots; 0 is one for each core.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Where reports go. [default: reports/FOLDER]")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Of hidden inputs. [default: the gradebook's own]")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade what is unchanged too.")] = False,
    lang: Annotated[Lang, typer.Option(help="Language of the reports.")] = Lang.es,
    sandbox: Annotated[Sandbox, typer.Option(help="Isolation.")] = Sandbox.require,
    gradebook: Annotated[
        str | None, typer.Option(help="Path or database URL. [default: OUT/gradebook.db]")
    ] = None,
    course: Annotated[
        Path | None, typer.Option(help="Folder with assignments/ and reference/.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Grade a class: find submissions, judge each in its own sandbox, write gradebook and reports.

    Students are folders: STUDENT/tensors.py, STUDENT/tensors.ipynb or STUDENT/01_tensors/tensors.*.
    What has been graded and is unchanged is skipped, so the same command goes on where it stopped.
    """
    from grader.cli.grading import Options, grade

    options = Options(
        folders=submissions,
        assignments=assignment or [],
        students=student or [],
        jobs=jobs,
        out=out,
        seed=seed,
        force=force,
        lang=lang.value,
        sandbox=sandbox.value,
        gradebook=gradebook,
        course=course,
        quiet=quiet,
    )
    raise typer.Exit(grade(options))


@app.command()
def doctor() -> None:
    """Try each layer of isolation on this machine and say what stands."""
    from rich.console import Console
    from rich.table import Table

    from grader.sandbox import doctor as examination
    from grader.sandbox.layers import detect

    layers = detect("best-effort")
    table = Table("layer", "achieved by", "what was tried")
    for row in examination.rows(layers):
        table.add_row(*row)
    console = Console()
    console.print(table)
    console.print(examination.verdict(layers))
    raise typer.Exit(EXIT_OURS if layers.missing() else 0)


def main() -> None:
    """Run the command line; every fault ends in one sentence and its exit code."""
    try:
        app()
    except UsageFault as fault:
        _say(str(fault))
        sys.exit(EXIT_USAGE)
    except GraderFault as fault:
        _say(f"a fault of ours: {fault}")
        sys.exit(EXIT_OURS)
    except KeyboardInterrupt:
        _say("interrupted; what was graded is kept. Run the same command again to go on.")
        sys.exit(EXIT_INTERRUPTED)


def _say(sentence: str) -> None:
    typer.echo(f"grader: {sentence}", err=True)
