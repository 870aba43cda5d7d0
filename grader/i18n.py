"""Numbers, sizes and times as a reader's language writes them; texts are `grader.messages`'."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from babel.dates import format_datetime
from babel.numbers import format_decimal

NO_BREAK = "\N{NO-BREAK SPACE}"


@lru_cache(maxsize=4096)
def number(value: float, lang: str, decimals: int = 2) -> str:
    """A number with at most `decimals` decimals.

    >>> number(7.5, "es"), number(7.0, "es"), number(1234.5, "en")
    ('7,5', '7', '1,234.5')
    """
    pattern = "#,##0." + "#" * decimals if decimals else "#,##0"
    return str(format_decimal(value + 0.0, format=pattern, locale=lang))


def percent(part: float, whole: float, lang: str) -> str:
    r"""A share of a whole, rounded down, so that 100 % is said of all and of nothing less.

    >>> percent(199.9, 200, "en")
    '99\xa0%'
    """
    share = int(100 * part / whole + 1e-9) if whole else 0
    return f"{number(share, lang)}{NO_BREAK}%"


def duration(seconds: float, lang: str) -> str:
    r"""A span of time, to what a reader can use.

    >>> duration(0.0613, "es"), duration(4.21, "es"), duration(185, "es")
    ('61\xa0ms', '4,2\xa0s', '3\xa0min 5\xa0s')
    """
    if seconds < 1:
        return f"{number(round(seconds * 1000), lang)}{NO_BREAK}ms"
    if seconds < 60:
        return f"{number(seconds, lang, 1)}{NO_BREAK}s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{number(minutes, lang)}{NO_BREAK}min {rest}{NO_BREAK}s"


def size(count: int, lang: str) -> str:
    r"""A number of bytes, in megabytes of 2**20 bytes.

    >>> size(412 << 20, "es")
    '412\xa0MB'
    """
    return f"{number(count / (1 << 20), lang, 0 if count >= 10 << 20 else 1)}{NO_BREAK}MB"


def moment(iso: str, lang: str) -> str:
    """A time of day in UTC, from ISO 8601; what cannot be read as such comes back as it is.

    >>> moment("2026-03-02T09:05:00+00:00", "es")
    '2 mar 2026, 9:05 UTC'
    """
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    when = (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)
    return f"{format_datetime(when, 'd MMM y, H:mm', locale=lang)} UTC"
