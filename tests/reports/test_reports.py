"""Pages show what they should, in both languages, and nothing that a student must not see."""

import csv
import io
import shutil
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from grader.course import Course
from grader.messages import LOCALE, Message
from grader.records import Cell, CheckRecord, Fault, Outcome, Output, Place, SubmissionRecord
from grader.reports import write_class, write_submission
from grader.reports.safe import cell, folder_name

ROOT = Path(__file__).resolve().parents[2]
EVIL = "<script>alert(1)</script>\x1b[31m\u202e=1+1"


@pytest.fixture
def course():
    """The real course."""
    return Course(ROOT)


def record(**more):
    """A submission whose every text is hostile."""
    check = CheckRecord(
        "zeros_are_float32",
        "zeros",
        Outcome.FAILED,
        0.0,
        1.0,
        sentence=EVIL,
        hint=EVIL,
        messages=(Message("Your code raised {type}.", {"type": EVIL}),),
        where=Place(1),
        staff="CANARY expected 42",
    )
    fields = {
        "student": EVIL,
        "assignment": "tensors",
        "source": EVIL,
        "form": "module",
        "digest": "d",
        "text": EVIL,
        "output": EVIL,
        "checks": (check,),
        "faults": (Fault("student", Message(EVIL), detail=EVIL),),
        "cells": (Cell(1, EVIL, "error", (Output("image", EVIL, "image/png", EVIL),)),),
        "seed": 424242,
    }
    return SubmissionRecord(**{**fields, **more})


def test_hostile_texts_are_shown_as_text(course, tmp_path):
    """No markup, control or direction character of a student's reaches a page."""
    for page in write_submission(record(), course.find("tensors"), tmp_path, "es"):
        text = page.read_text()
        assert "<script" not in text
        assert not set(text) & {"\x1b", "\u202e"}
        assert "default-src 'none'" in text


def test_students_see_neither_expected_values_nor_the_seed(course, tmp_path):
    """What staff read is on the staff's page alone."""
    student, staff = write_submission(record(), course.find("tensors"), tmp_path, "en")
    assert "CANARY" not in student.read_text()
    assert "424242" not in student.read_text()
    assert "CANARY" in staff.read_text()


def test_pages_speak_both_languages(course, tmp_path):
    """Spanish and English pages differ in their words and name their language."""
    spanish = write_submission(record(), course.find("tensors"), tmp_path / "es", "es")[0]
    english = write_submission(record(), course.find("tensors"), tmp_path / "en", "en")[0]
    assert "Tu código lanzó" in spanish.read_text()
    assert "Your code raised" in english.read_text()
    assert '<html lang="es">' in spanish.read_text()


def test_tables_are_defused(course, tmp_path):
    """A spreadsheet takes no text of a student's for a formula."""
    one = record(student="=HYPERLINK(1)", source="@x")
    write_class([one], course, tmp_path, "es", {"seed": 1, "sandbox": {}})
    rows = list(csv.reader(io.StringIO((tmp_path / "grades.csv").read_text("utf-8-sig"))))
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert cell("\t=1") == "'=1"


def test_folders_of_students_are_ours(tmp_path):
    """Folder names are safe on every file system, and differ where names do."""
    names = [folder_name(n) for n in ("../../etc", "Ana", "ana", "con", "日本", "a" * 300)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(set(n) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for n in names)
    assert max(map(len, names)) < 60


def test_the_spanish_catalogue_is_whole():
    """Nothing is left untranslated, and the compiled catalogue is that of the source."""
    folder = LOCALE / "es" / "LC_MESSAGES"
    with open(folder / "grader.po", "rb") as source, open(folder / "grader.mo", "rb") as compiled:
        wanted = {m.id: m.string for m in read_po(source) if m.id}
        got = {m.id: m.string for m in read_mo(compiled) if m.id}
    assert wanted == got
    assert all(wanted.values())


def test_every_sentence_of_the_package_is_in_the_catalogue():
    """What the code and the templates mark for students has its Spanish."""
    from babel.messages.extract import extract_from_dir

    found = {
        message
        for _, _, message, _, _ in extract_from_dir(
            str(ROOT / "grader"),
            method_map=[("**.py", "python"), ("reports/templates/**.html", "jinja2")],
            keywords={"mark": None, "Message": None, "_": None},
        )
    }
    with open(LOCALE / "es" / "LC_MESSAGES" / "grader.po", "rb") as source:
        known = {m.id for m in read_po(source)}
    assert found - known == set()


@pytest.mark.browser
def test_a_browser_runs_nothing_and_asks_for_nothing(course, tmp_path):
    """Chromium shows hostile pages without a script, a request or a sideways scroll."""
    from playwright.sync_api import sync_playwright

    pages = write_submission(record(), course.find("tensors"), tmp_path, "es")
    pages.append(write_class([record()], course, tmp_path, "es", {"seed": 1, "sandbox": {}}))
    flags = (
        "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    chromium = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    )
    asked: list[str] = []
    wide: list[int] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=flags.split())
        tab = browser.new_page(viewport={"width": 360, "height": 800})
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("dialog", lambda dialog: asked.append("dialog"))
        tab.on("console", lambda message: asked.append(message.text))
        for page in pages:
            tab.goto(page.as_uri())
            wide.append(tab.evaluate("document.documentElement.scrollWidth"))
        browser.close()
    assert asked == [page.as_uri() for page in pages]
    assert max(wide) <= 360
