"""An audit's page for staff: the matrix of mutants against checks, and each survivor."""

from __future__ import annotations

from collections.abc import Sequence

from grader.audit.findings import ENOUGH, Audited
from grader.reports.pages import render


def page(audited: Sequence[Audited], lang: str) -> bytes:
    """The page, UTF-8; it stands alone."""
    return render("audit.html", lang, audited=audited, enough=ENOUGH)
