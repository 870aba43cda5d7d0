"""Ways to write the same right answers that must never cost a point."""

import re

import jupytext
import nbformat

NOISY = '''

def _noisy(function):
    """Says on every stream that it is called."""
    import functools, sys, warnings

    @functools.wraps(function)
    def call(*args, **kwargs):
        print("calling", function.__name__, "\\x1b[31m", flush=True)
        print("really", file=sys.stderr)
        warnings.warn("deprecated since 1999", DeprecationWarning)
        return function(*args, **kwargs)

    return call


for _name, _value in list(globals().items()):
    if type(_value) is type(_noisy) and _value.__module__ == __name__ and _value is not _noisy:
        globals()[_name] = _noisy(_value)
'''

PLOTS = """

import matplotlib.pyplot as plt
from tqdm import tqdm

for _ in tqdm(range(3)):
    plt.plot([1, 2, 3], label="loss")
plt.title("Pérdida")
plt.legend()
plt.savefig("loss.png")
plt.show()
"""

MAIN = """

if __name__ == "__main__":
    import sys

    sys.exit("run as a program, which nobody asked for")
"""

HELPERS = """

from typing import Any, Final

DEVICE: Final = "cpu"
test_cases: "list[Any]" = []


class Helper:
    student = reference = None


def test_mine(x: "int" = 3, *, y: "float | None" = None) -> None:
    assert x


def main():
    raise SystemExit("not called")
"""


def _tabs(text):
    """Indented by tabs, where nothing but four spaces was."""
    return re.sub(r"^(?: {4})+", lambda m: "\t" * (len(m[0]) // 4), text, flags=re.MULTILINE)


def _untyped(text):
    """Without the annotations of results, and with futures that turn the others into text."""
    return "from __future__ import annotations\n" + re.sub(r"\) -> [^:]+:\n", "):\n", text)


def _in_latin(text):
    """In Latin-1, as its first line declares."""
    latin = text.encode("latin-1", "ignore")
    return b"# -*- coding: latin-1 -*-\n# comentario: \xf1and\xfa, ma\xf1ana\n" + latin


def _untidy(text):
    """Everything at once: what comes home from a laptop at three in the morning."""
    lines = _tabs(text + PLOTS + HELPERS + NOISY + MAIN).splitlines()
    return b"\xef\xbb\xbf" + "\r\n".join([*lines, "# fin \U0001f600"]).encode()


def notebook(text):
    """The same as a notebook, a cell for each paragraph of code."""
    return nbformat.writes(jupytext.reads(text, fmt="py:light")).encode()


MANNERS = {
    "noisy": lambda text: (text + NOISY).encode(),
    "plots": lambda text: (text + PLOTS).encode(),
    "slow import": lambda text: ("import time\n\ntime.sleep(2)\n" + text).encode(),
    "main": lambda text: (text + MAIN).encode(),
    "helpers": lambda text: (text + HELPERS).encode(),
    "untyped": lambda text: _untyped(text).encode(),
    "tabs": lambda text: _tabs(text).encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "bom": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "bom in a notebook": lambda text: b"\xef\xbb\xbf" + notebook(text),
    "latin": _in_latin,
    "untidy": _untidy,
    "notebook": notebook,
    "notebook with plots": lambda text: notebook(
        text + "\n\n# %matplotlib inline\n# !echo done" + PLOTS
    ),
    "untidy notebook": lambda text: notebook(_tabs(text + PLOTS + HELPERS + NOISY)),
}
EVERYWHERE = ("untidy", "untidy notebook")  # what every assignment is tried with


def form(manner):
    """The ending of the file that a manner hands in."""
    return ".ipynb" if "notebook" in manner else ".py"
