"""The commands and their options; nothing heavy is imported before it is needed."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from grader.cli import staff, students, versions
from grader.cli.telling import EXIT_OURS, Lang, Sandbox
from grader.cli.telling import told as _told

EXITS = (
    "Exit codes: 0 all graded, however well their authors did; 1 something of ours went wrong, and "
    "no student pays for it; 2 it cannot be done as asked; 130 interrupted, and all that was "
    "graded is kept."
)

app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Grades the submissions of a PyTorch course with hidden checks they cannot reach.",
    epilog=EXITS,
)


class Device(StrEnum):
    """Where the checks that ask for a GPU are judged."""

    auto = "auto"
    cpu = "cpu"
    cuda = "cuda"


@app.callback()
def _options(
    show: Annotated[
        bool,
        typer.Option("--version", callback=versions.show, is_eager=True, help="Show versions."),
    ] = False,
) -> None:
    """Common options."""


@app.command(epilog=EXITS)
def run(
    submissions: Annotated[
        list[Path], typer.Argument(help="Folders with a folder for each student, or a student's.")
    ],
    assignment: Annotated[
        list[str] | None, typer.Option(help="Only this assignment (may be repeated).")
    ] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Only this student (may be repeated).")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many at once.", show_default="one for each core")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where reports go.", show_default="reports/FOLDER")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=2**63 - 1, help="Of the hidden inputs.", show_default="the gradebook's own"
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade what is unchanged too.")] = False,
    shard: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Only this part of the students; see grader merge."),
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the reports.")] = Lang.es,
    sandbox: Annotated[
        Sandbox,
        typer.Option(help="Where a layer of isolation is missing: stop, warn, or have none."),
    ] = Sandbox.require,
    device: Annotated[
        Device,
        typer.Option(help="GPU for checks of devices: if there is one, none (pretended), a must."),
    ] = Device.auto,
    gpu_slots: Annotated[
        int | None,
        typer.Option(
            min=1, help="How many at once on GPUs.", show_default="one for each 4 GiB of them"
        ),
    ] = None,
    gradebook: Annotated[
        str | None, typer.Option(help="Path or database URL.", show_default="OUT/gradebook.db")
    ] = None,
    course: Annotated[
        Path | None,
        typer.Option(
            help="Folder with assignments/ and reference/.",
            show_default="this one or the nearest above",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
) -> None:
    """Grade a class: find submissions, judge each in its own sandbox, write gradebook and reports.

    Students are folders: STUDENT/tensors.py, STUDENT/tensors.ipynb or STUDENT/01_tensors/tensors.*.
    What has been graded and is unchanged is skipped, so the same command goes on where it stopped.

    In OUT, index.html is the class for staff, students/ is to be given out, staff/ is not;
    grades.csv and exercises.csv are for a spreadsheet, results.json for programs,
    run.json for grader amend, gradebook.db holds every attempt.
    """
    from grader.cli.grading import Options, grade
    from grader.cli.sharding import shard as parsed

    with _told():
        part = parsed(shard, seed)
    options = Options(
        folders=submissions,
        assignments=assignment or [],
        students=student or [],
        jobs=jobs,
        out=out,
        seed=seed,
        force=force,
        shard=part,
        lang=lang.value,
        sandbox=sandbox.value,
        device=device.value,
        gpu_slots=gpu_slots,
        gradebook=gradebook,
        course=course,
        quiet=quiet,
    )
    with _told():
        raise typer.Exit(grade(options))


@app.command(epilog="Exit codes: 0 done; 1 a check is refused, or a threshold moved; 2 usage.")
def calibrate(
    assignment: Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Whose measured checks.")],
    seeds: Annotated[
        int | None, typer.Option(min=40, help="Runs of each solution.", show_default="40")
    ] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 is one for each core.")] = 0,
    check: Annotated[
        bool, typer.Option("--check", help="Measure again and compare; write nothing.")
    ] = False,
    course: Annotated[
        Path | None, typer.Option(help="Folder with assignments/ and reference/.")
    ] = None,
) -> None:
    """Measure statistical checks on the reference and on wrong solutions; write their thresholds.

    An honest solution fails a threshold once in 10,000 at most (95 % confidence), a wrong one that
    the check is meant to catch 99 times in 100 at least; a check that cannot do both is refused.
    """
    os.environ["OMP_NUM_THREADS"] = "1"  # as where students' code runs; before torch is imported
    from grader.cli import calibrate as calibrating

    options = calibrating.Options(assignment, seeds, jobs, check, course)
    with _told():
        raise typer.Exit(calibrating.run(options))


@app.command(epilog="Exit codes: 0 the numbers are met; 1 they are not; 2 usage.")
def audit(
    assignment: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ASSIGNMENT]...", help="Whose checks.", show_default="all"),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many at once.", show_default="one for each core")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Of the hidden inputs.")] = 0,
    sample: Annotated[
        int | None,
        typer.Option(
            min=1, help="Mutants and named mistakes, drawn by the seed.", show_default="all"
        ),
    ] = None,
    out: Annotated[Path, typer.Option(help="Where audit.html and audit.json go.")] = Path(
        "reports/audit"
    ),
    lang: Annotated[Lang, typer.Option(help="Language of the page.")] = Lang.es,
    sandbox: Annotated[
        Sandbox, typer.Option(help="Where a layer of isolation is missing: stop, warn, have none.")
    ] = Sandbox.best_effort,
    course: Annotated[
        Path | None, typer.Option(help="Folder with assignments/ and reference/.")
    ] = None,
) -> None:
    """Check the checks: what is right passes, and what is wrong is caught.

    The reference gets full marks, the skeletons nothing, each named mistake is caught by the checks
    that it names, and 97 of 100 mutants (the reference with one change that matters) fail a check.
    """
    from grader.cli import audit as auditing

    options = auditing.Options(
        assignment or [], jobs, seed, sample, out, lang.value, sandbox.value, course
    )
    with _told():
        raise typer.Exit(auditing.run(options))


@app.command(epilog="Exit codes: 0 made; 2 it cannot be done as asked.")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Students will hand in NAME.py.")],
    course: Annotated[
        Path | None,
        typer.Option(help="The course's folder.", show_default="this one or the nearest above"),
    ] = None,
) -> None:
    """Make the folders of a new assignment, with one worked exercise to start from.

    Handouts in both languages, skeletons, public and hidden checks, a solution and named mistakes.
    """
    from grader.author.new import new_assignment
    from grader.course import course_root

    with _told():
        made = new_assignment(course_root(course), name)
        here = Path.cwd()
        shown = [p.relative_to(here) if p.is_relative_to(here) else p for p in made]
        for path in sorted(shown):
            typer.echo(path)
        hidden = next(path.parent for path in shown if path.name == f"test_{name}.py")
        typer.echo(f"Try its checks on its solution: pytest {hidden}")


@app.command(epilog="Exit codes: 0 all layers stand; 1 one that is needed is missing.")
def doctor() -> None:
    """Try each layer of isolation on this machine and say what stands."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from grader.sandbox import doctor as examination
    from grader.sandbox.layers import detect

    with _told():
        layers = detect("best-effort")
        table = Table("layer", "achieved by", "what was tried")
        for row in examination.rows(layers):
            table.add_row(*map(escape, row))
        console = Console(highlight=False)
        console.print(table)
        console.print(escape(examination.verdict(layers)), soft_wrap=True)
        raise typer.Exit(EXIT_OURS if layers.missing() else 0)


app.command(epilog=staff.AMEND_EXITS)(staff.amend)
app.command(epilog=staff.FETCH_EXITS)(staff.fetch)
app.command(epilog=staff.MERGE_EXITS)(staff.merge)
app.command(epilog=students.CHECK_EXITS)(students.check)
app.command(epilog=students.CI_EXITS)(students.ci)
app.command(epilog=students.KIT_EXITS)(students.kit)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):  # a name in a terminal that cannot show it costs no run
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app(prog_name="grader")
