"""Texts made harmless, names made ours, code coloured in linear time, catalogues complete."""

import doctest
import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import i18n, locale
from grader.reports import highlight, names, safe
from tests.reports import records

ANY = st.text(st.characters(), max_size=200)  # lone surrogates and all


@pytest.mark.parametrize("module", [safe, names, highlight, i18n], ids=lambda m: m.__name__)
def test_examples_in_docstrings_hold(module):
    """What a docstring shows is what happens."""
    assert doctest.testmod(module).failed == 0


@given(ANY)
def test_no_strange_character_survives(text):
    """After `visible` there is no control, direction or surrogate character, and UTF-8 holds it."""
    shown = safe.visible(text)
    assert not safe.STRANGE.search(shown)
    shown.encode("utf-8")


@given(ANY)
def test_sentences_are_escaped(text):
    """The only tags in a sentence are those around its backticks."""
    left = re.sub("</?code>", "", str(safe.inline(text)))
    assert not set(left) & set("<>\"'")


@given(ANY)
def test_highlighting_changes_no_text(text):
    """Colours come and go, the source stays: without its spans each line is the escaped line."""
    found = safe.lines(text)
    shown = highlight.highlight(found)
    bare = [unescape(re.sub(r'</?span( class="\w")?>', "", str(line))) for line in shown]
    assert bare == found


@pytest.mark.parametrize(
    "hard",
    ["'" * 200_000, '"""' * 70_000, "\\" * 200_000, '"' + "\\" * 199_999, "rb" * 100_000,
     "1." * 100_000, "@" * 200_000, "(" * 200_000, "\x1b[" * 100_000, "\x1b[0" * 70_000,
     "`" * 200_000],
    ids=lambda text: ascii(text[:4]),
)  # fmt: skip
def test_no_text_takes_long(hard):
    """A hostile source cannot stall the reports."""
    started = time.process_time()
    highlight.highlight(safe.lines(hard))
    safe.inline(hard)
    assert time.process_time() - started < 5


@given(st.lists(ANY, unique=True, max_size=5))
def test_folders_of_students_are_ours(students):
    """Safe on every file system, short, and different where names are, whatever the case."""
    made = [names.student_id(name).casefold() for name in students]
    assert len(set(made)) == len(students)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) < 60 for name in made)


@given(ANY)
def test_cells_never_begin_a_formula(text):
    """Whatever a student is called."""
    assert not safe.cell(text).lstrip(" \u00a0").startswith(safe.FORMULA)


@given(ANY)
def test_cells_are_shown_as_they_read(text):
    """A terminal that shows a table obeys nothing in it, and each row is one line."""
    assert safe.visible(safe.cell(text)) == safe.cell(text)
    assert safe.cell(text).isprintable() or not {"\t", "\n", "\r"} & set(safe.cell(text))


def test_pngs_are_measured():
    """A true picture keeps its size; the same bytes cut short are none."""
    from grader.reports.images import picture

    data = records.png(32, 16)
    found = picture(data)
    assert (found.width, found.height) == (32, 16)
    assert picture(data[:24]) is None


def test_the_catalogue_is_in_step_with_the_package():
    """Every sentence of code and templates is in the catalogue, and no other."""
    wanted = {m.id for m in locale.extracted() if m.id}
    known = {m.id for m in locale.read("es") if m.id}
    assert known ^ wanted == set(), "run: python -m grader.locale"


def test_the_catalogue_is_whole():
    """Nothing is untranslated or unsure, and no placeholder was lost on the way."""
    for message in locale.read("es"):
        if not message.id:
            continue
        texts = message.string if message.pluralizable else (message.string,)
        source = message.id[-1] if message.pluralizable else message.id
        assert all(texts), f"untranslated: {message.id}"
        assert not message.fuzzy, message.id
        held = re.compile(r"%\(\w+\)s|\{\w+\}")
        assert set(held.findall(texts[-1])) == set(held.findall(source)), message.id


def test_the_compiled_catalogue_is_that_of_the_source():
    """What gettext reads is what people wrote."""
    built = locale.po("es").with_suffix(".mo").read_bytes()
    assert built == locale.compiled(locale.read("es")), "run: python -m grader.locale"
