"""What the command line says of itself, and of what it cannot do."""

import io
import re

import pytest
from typer.testing import CliRunner

from grader.cli.app import app
from grader.cli.grading import PASSWORD
from grader.cli.progress import MAX_NOTES, Progress
from grader.cli.telling import say


def test_every_command_says_what_it_does_and_how_it_exits():
    """`--help` of each command has a sentence and the documented exit codes."""
    for command in app.registered_commands:
        name = command.name or command.callback.__name__
        done = CliRunner().invoke(app, [name, "--help"], env={"COLUMNS": "200"})
        assert done.exit_code == 0
        assert re.search(r"Usage: .* " + name, done.output)
        assert "Exit codes:" in done.output, name


def test_defaults_that_depend_are_told():
    """Where an option is left out, `--help` says what stands for it."""
    done = CliRunner().invoke(app, ["run", "--help"], env={"COLUMNS": "200"})
    for default in ("one for each core", "reports/FOLDER", "the gradebook's own"):
        assert f"[default: ({default})]" in done.output


@pytest.mark.parametrize(
    "words", [["run"], ["run", "class", "--jobs", "0"], ["run", "class", "--seed", "-1"], ["go"]]
)
def test_a_wrong_command_line_exits_2(words):
    """A missing folder, no slots, a negative seed and an unknown command are usage."""
    assert CliRunner().invoke(app, words).exit_code == 2


def test_a_sentence_cannot_move_the_cursor(capsys):
    """Control characters in a file's name are shown, not obeyed."""
    say("a\x1b[2Jb\nc\udcff")
    assert capsys.readouterr().err == "grader: a\\x1b[2Jb\\x0ac\\xdcff\n"


def test_passwords_are_not_kept():
    """The command that a gradebook remembers has no password of a database."""
    text = PASSWORD.sub(r"\1***", "grader run --gradebook postgresql://ta:s3cret@host/db")
    assert text == "grader run --gradebook postgresql://ta:***@host/db"


def test_of_very_many_notes_the_first_are_said():
    """A folder full of strays does not scroll everything else away."""
    progress = Progress(quiet=True)
    progress.err.file = io.StringIO()
    progress.notes([f"stray {number}" for number in range(MAX_NOTES + 5)])
    said = progress.err.file.getvalue().splitlines()
    assert len(said) == MAX_NOTES + 1
    assert said[-1] == "grader: … and 5 more like these."
