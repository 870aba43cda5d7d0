"""The catalogues: gathers every sentence that a student or a reader of reports may meet.

English is the language of the code and the templates; `es` is translated from it. After a change
of a sentence run `python -m grader.locale`, translate what is empty in `grader.po`, and run it
again.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
METHODS = [("reports/templates/**.html", "jinja2"), ("**.py", "python")]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "mark": None,
    "Message": (1,),
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
NEVER = datetime(2026, 1, 1, tzinfo=UTC)  # so that the same sentences give the same bytes


def extracted() -> Catalog:
    """All sentences of the package, in the order of its files."""
    catalog = Catalog(charset="utf-8")
    found = extract_from_dir(str(HERE.parent), METHODS, keywords=KEYWORDS)
    for name, line, message, comments, context in found:
        catalog.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return catalog


def po(lang: str) -> Path:
    """The catalogue that people write."""
    return HERE / lang / "LC_MESSAGES" / "grader.po"


def read(lang: str) -> Catalog:
    """The catalogue of a language as it stands."""
    with po(lang).open("rb") as file:
        return read_po(file, locale=lang)


def compiled(catalog: Catalog) -> bytes:
    """The form that gettext reads."""
    catalog.creation_date = catalog.revision_date = NEVER
    made = BytesIO()
    write_mo(made, catalog)
    return made.getvalue()


def refresh(lang: str) -> None:
    """Bring a language's catalogue into step with the package, and compile it."""
    catalog = read(lang)
    catalog.update(extracted(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    made = BytesIO()
    write_po(made, catalog, width=100, no_location=True, ignore_obsolete=True)
    dated = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator')
    lines = made.getvalue().splitlines(keepends=True)
    po(lang).write_bytes(b"".join(line for line in lines if not line.startswith(dated)))
    po(lang).with_suffix(".mo").write_bytes(compiled(read(lang)))
