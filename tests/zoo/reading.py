"""What of a page or a table would act on whoever opens it."""

import csv
import io
import re
from html.parser import HTMLParser

ACTIVE = {"script", "iframe", "frame", "object", "embed", "form", "base", "applet", "audio"}
ADDRESSES = {"href", "src", "srcset", "action", "data", "poster", "xlink:href", "background"}
LOCAL = re.compile(r"data:image/png;base64,|data:,$|#|(?![a-z0-9.+-]+:|//)", re.IGNORECASE)
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.]+$)")
DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class _Acting(HTMLParser):
    """Collects tags and attributes that run something or ask for something."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        """Note an active tag, a handler of events, and an address that leads elsewhere."""
        if tag in ACTIVE:
            self.found.append(tag)
        for name, value in attributes:
            away = name in ADDRESSES and not LOCAL.match(value or "")
            if name.startswith("on") or name == "srcdoc" or away:
                self.found.append(f"{tag} {name}={value}")


def acting(name, text):
    """What acts in a file of this name."""
    controls = [repr(c) for c in text if ord(c) < 32 and c not in "\n\r\t"]
    if name.endswith(".html"):
        return [*controls, *_Acting(text).found, *DIRECTIONS.findall(text)]
    if name.endswith(".csv"):
        rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
        return controls + [cell for row in rows for cell in row if FORMULA.match(cell)]
    return [*controls, *(DIRECTIONS.findall(text) if name == "the terminal" else ())]
