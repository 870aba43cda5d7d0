"""Sentences that a student reads: an English template and its values, translated when shown.

A template is the msgid of the gettext catalogues in `grader/locale`; values are plain text that
was made safe by whoever made the message (never a hidden input or an expected value).
"""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

import msgspec

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("es", "en")


class Message(msgspec.Struct, frozen=True):
    """One sentence for a student.

    >>> Message("Returned a tensor of shape {shape}.", {"shape": "(3,)"}).english()
    'Returned a tensor of shape (3,).'
    """

    text: str
    args: dict[str, str] = {}

    def english(self) -> str:
        """The sentence in English, for staff and logs."""
        return self.text.format(**self.args) if self.args else self.text

    def in_language(self, lang: str) -> str:
        """The sentence in `lang` ("es" or "en"); English where the catalogue lacks it."""
        text = translations(lang).gettext(self.text)
        return text.format(**self.args) if self.args else text


def mark(text: str) -> str:
    """Mark a template for extraction into the catalogues; returns it as it is."""
    return text


@cache
def translations(lang: str) -> gettext.NullTranslations:
    """The catalogue of `lang`: English is the language of the templates themselves."""
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation("grader", LOCALE, languages=[lang], fallback=True)
