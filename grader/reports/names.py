"""Names of folders and anchors that come from us, whatever a student or a check is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_SLUG = 40


def student_id(name: str) -> str:
    """A student's folder: readable, stable, and never another student's, on any file system.

    Lower-case ASCII and a hash of the exact name: `Ana` and `ana` differ even where files' names
    ignore case, and no name is reserved, empty, too long or a path.

    >>> student_id("Núñez, Ana")
    'nunez-ana-429ee5d4f4'
    """
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug(name) or 'student'}-{digest}"


def slug(text: str) -> str:
    """The letters and digits of a text as lower-case ASCII, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_SLUG].strip("-")


def page_name(assignment: str) -> str:
    """An assignment's part of a file's name; names of assignments are the course's own."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", assignment) or "assignment"


def anchor(check_id: str) -> str:
    """A check's anchor: the same on every page, and silent about a hidden check's parameters."""
    return "c-" + hashlib.sha256(check_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
