"""The reviews that students get: in their kit, and where their code looks for them."""

import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
GRADER = Path(sys.executable).with_name("grader")
WORK = """
import csv
with open("train.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
def evaluate(model, x, y):
    said, true = model(x).squeeze(1) > 0.5, y > 0.5
    tp, fp, fn = (said & true).sum(), (said & ~true).sum(), (~said & true).sum()
    def ratio(part, whole):
        return float(part / whole) if whole else 0.0 * len(rows)
    return {
        "precision": ratio(tp, tp + fp), "recall": ratio(tp, tp + fn),
        "f1": ratio(2 * tp, 2 * tp + fp + fn), "accuracy": (said == true).float().mean().item(),
    }
"""


@pytest.fixture
def sentiment(tmp_path):
    """The folder of assignment 7 out of a kit that was written as a zip."""
    done = subprocess.run(
        [GRADER, "kit", "sentiment", "--to", tmp_path / "kit.zip", "--course", ROOT],
        capture_output=True,
        timeout=100,
    )
    assert done.returncode == 0
    with zipfile.ZipFile(tmp_path / "kit.zip") as archive:
        archive.extractall(tmp_path)
    return tmp_path / "07_sentiment"


def test_the_reviews_are_in_the_kit(sentiment):
    """A kit holds both files of reviews as they are, and the solutions of nobody."""
    for name in ("train.csv", "validation.csv"):
        assert (sentiment / name).read_bytes() == (
            ROOT / "assignments/07_sentiment" / name
        ).read_bytes()
    assert (sentiment / "sentiment.ipynb").exists()


@pytest.mark.parametrize("suffix", ["py", "ipynb"])
def test_work_finds_the_reviews_beside_it(sentiment, suffix):
    """`grader check`, called from another folder, runs code where its reviews lie."""
    path = sentiment / f"sentiment.{suffix}"
    cells = [nbformat.v4.new_code_cell(WORK)]
    text = WORK if suffix == "py" else nbformat.writes(nbformat.v4.new_notebook(cells=cells))
    path.write_text(text, encoding="utf-8")
    words = [GRADER, "check", path, "-k", "evaluate", "--lang", "en"]
    done = subprocess.run(
        words, cwd=sentiment.parent, capture_output=True, text=True, timeout=100, check=False
    )
    assert (done.returncode, "checks: 1 of 1." in done.stdout, done.stderr) == (0, True, "")


def test_a_notebook_finds_the_reviews_beside_it(sentiment):
    """In a kernel too, the reviews and the public checks are found from the notebook's folder."""
    cell = nbformat.v4.new_code_cell(WORK + "import grader\ngrader.check('evaluate', lang='en')")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(
        notebook, timeout=100, resources={"metadata": {"path": str(sentiment)}}
    ).execute()
    assert "1 of 1" in notebook.cells[0].outputs[0]["data"]["text/plain"]
