"""Is a notebook whose metadata ask for a shell in place of Python.

row: files
form: files
"""
import json

from tests.e2e.manners import notebook


def pack(folder, right):
    book = json.loads(notebook(right))
    argv = ["sh", "-c", f"touch {PLANT}/{MARK}"]
    book["metadata"]["kernelspec"] = {"name": f"../../{MARK}", "display_name": "x", "argv": argv, "language": "bash"}
    book["metadata"]["jupytext"] = {"text_representation": {"extension": ".sh"}}
    (folder / "tiny.ipynb").write_text(json.dumps(book))
