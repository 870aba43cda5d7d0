"""How a trick is handed in: its student's folder, and the files in it.

`form: module` (the usual one) and `form: notebook` append a trick's text to a right solution.
`form: files` is for what text cannot hold: the trick defines `pack(folder, right)`, which runs
here, in the tests' own process, and fills its student's folder; `right` is the text of a right
solution. `called` is the folder's name where that is the trick, with escapes as in Python.
"""

from tests.e2e.manners import notebook


def pair(number, trick):
    """The names of a trick's folder and its neighbour's, which comes right behind it."""
    called = trick.head.get("called")
    if called is None:
        return f"{number:03} 1 {trick.name}", f"{number:03} 2 honest"
    own = called.encode("latin-1", "backslashreplace").decode("unicode_escape")
    return own, f"{own} ~honest"


def pack(trick, folder, solution, prelude):
    """Fill the folder of a trick's student."""
    form = trick.head.get("form", "module")
    if form == "files":
        names = {}
        exec(compile(prelude + trick.text, trick.name, "exec"), names)
        names["pack"](folder, solution)
        return
    text = solution + prelude + trick.text
    made = notebook(text).decode() if form == "notebook" else text
    name = "tiny.ipynb" if form == "notebook" else "tiny.py"
    (folder / name).write_text(made, encoding="utf-8")
