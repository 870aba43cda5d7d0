"""The skeleton builder: four files from one source, always the same, and never out of step."""

import ast
import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat
import pytest

from grader.author import skeletons

ROOT = Path(__file__).parents[2]
SOURCE = '''\
# %% [markdown] lang="es"
# # Números

# %% [markdown] lang="en"
# # Numbers

# %%
import torch

# %% lang="es"
def one() -> torch.Tensor:
    """Un uno."""
    raise NotImplementedError("Ejercicio 1.1")

# %% lang="en"
def one() -> torch.Tensor:
    """A one."""
    raise NotImplementedError("Exercise 1.1")
'''


@pytest.fixture
def folder(tmp_path):
    """An assignment `numbers` that holds its source alone."""
    made = tmp_path / "01_numbers"
    made.mkdir()
    (made / "source.py").write_text(SOURCE, encoding="utf-8")
    return made


def test_writes_four_files_and_nothing_else(folder):
    """Both forms in both languages are written, Spanish in the folder itself."""
    skeletons.build([folder])
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*")}
    assert made == {"source.py", "numbers.py", "numbers.ipynb", "en/numbers.py", "en/numbers.ipynb"}


def test_module_reads_as_plain_python(folder):
    """A student who opens the module sees comments and code, without any header."""
    skeletons.build([folder])
    assert (folder / "en" / "numbers.py").read_text() == (
        "# %% [markdown]\n# # Numbers\n\n# %%\nimport torch\n\n\n# %%\n"
        'def one() -> torch.Tensor:\n    """A one."""\n'
        '    raise NotImplementedError("Exercise 1.1")\n'
    )


def test_notebook_is_valid_and_its_ids_are_numbers(folder):
    """A notebook carries no time, no output and no random id."""
    skeletons.build([folder])
    notebook = nbformat.read(folder / "numbers.ipynb", as_version=4)
    nbformat.validate(notebook)
    assert [cell.id for cell in notebook.cells] == ["numbers-01", "numbers-02", "numbers-03"]
    assert notebook.metadata.kernelspec.name == "python3"


def test_languages_do_not_mix(folder):
    """The Spanish skeleton holds the Spanish cells, the English one the English cells."""
    skeletons.build([folder])
    assert "Numbers" not in (folder / "numbers.ipynb").read_text(encoding="utf-8")
    assert "Números" not in (folder / "en" / "numbers.ipynb").read_text(encoding="utf-8")


def test_building_twice_changes_nothing(folder):
    """The output depends on the source alone."""
    assert len(skeletons.build([folder])) == 4
    assert skeletons.build([folder]) == []


def test_unknown_language_is_refused(folder):
    """A misspelt `lang` would lose a cell silently; it is an error."""
    (folder / "source.py").write_text('# %% lang="fr"\nx = 1\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"lang=\['fr'\] is none of"):
        skeletons.build([folder])


def test_check_names_the_file_that_is_out_of_step(folder, capsys):
    """`--check` exits 1 with one sentence that names the file, and writes nothing."""
    skeletons.build([folder])
    (folder / "numbers.py").write_text("edited by hand\n")
    assert skeletons.main([str(folder), "--check"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"{folder / 'numbers.py'};" in said
    assert (folder / "numbers.py").read_text() == "edited by hand\n"


def test_command_line_builds_what_it_lists(folder, capsys):
    """Without `--check` the files that changed are written and listed."""
    assert skeletons.main([str(folder)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert skeletons.main([str(folder), "--check"]) == 0


def test_committed_skeletons_are_in_step():
    """`python -m grader.author.skeletons --check` finds nothing to do in this repository."""
    command = [sys.executable, "-m", "grader.author.skeletons", "--check"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize(
    "source", sorted((ROOT / "assignments").glob("*/source.py")), ids=lambda p: p.parent.name
)
def test_languages_differ_in_prose_alone(source):
    """Docstrings, comments and the raised text apart, both languages hold the same program."""
    notebook = jupytext.read(source, fmt="py:percent")
    spanish, english = (
        [text for kind, text in skeletons.in_language(notebook, lang) if kind == "code"]
        for lang in ("es", "en")
    )
    assert [bare(cell) for cell in spanish] == [bare(cell) for cell in english]


def bare(code: str) -> str:
    """A program without docstrings and without the text of `raise NotImplementedError`."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = ""
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            node.exc.args = []
    return ast.dump(tree)
