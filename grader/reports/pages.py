"""Views in, HTML out: the templates' environment, one for each language.

Every page stands alone: one style sheet inside it, allowed by its hash, no script, nothing
fetched. The Content-Security-Policy says so to the browser too.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from markupsafe import Markup

from grader import __version__, i18n
from grader.messages import translations
from grader.reports import charts, texts
from grader.reports.names import anchor, page_name
from grader.reports.safe import inline, one_line, visible


def render(template: str, lang: str, **values: Any) -> bytes:
    """A page as UTF-8. Whatever text is not Markup is escaped."""
    page = environment(lang).get_template(template).render(**values)
    return page.encode("utf-8", "replace")


@cache
def environment(lang: str) -> jinja2.Environment:
    """Templates with texts, numbers and times in `lang`."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("grader.reports"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    install = made.install_gettext_translations  # type: ignore[attr-defined]  # the extension's
    install(translations(lang), newstyle=True)
    made.filters |= _filters(lang)
    made.globals |= {
        "lang": lang,
        "css": css(),
        "policy": policy(),
        "version": __version__,
        "ring": charts.ring,
        "percent": lambda part, whole: i18n.percent(part, whole, lang),
    }
    return made


@cache
def css() -> Markup:
    """The style sheet, without comments and indents; it is ours, and trusted."""
    text = (resources.files("grader.reports") / "templates" / "style.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", text)).strip()
    return Markup(text)


@cache
def policy() -> str:
    """The Content-Security-Policy of every page."""
    digest = base64.b64encode(hashlib.sha256(css().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _filters(lang: str) -> dict[str, Callable[..., Any]]:
    """What templates do to values: all that makes foreign text harmless or numbers readable."""

    def number(value: float) -> str:
        return i18n.number(value, lang)

    def signed(value: float) -> str:
        return ("+" if value > 0 else "−") + i18n.number(abs(value), lang)

    def duration(seconds: float) -> str:
        return i18n.duration(seconds, lang)

    def size(count: int) -> str:
        return i18n.size(count, lang)

    def moment(iso: str) -> str:
        return i18n.moment(iso, lang)

    def layer(name: str) -> str:
        return texts.layer(name, lang)

    own = (number, signed, duration, size, moment, layer)
    return {f.__name__: f for f in (*own, visible, one_line, inline, anchor, page_name, zip)}
