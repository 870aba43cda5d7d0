"""Brings outputs, attachments, metadata and Markdown cells that were never run.

row: reader
form: files
"""
import json

from tests.e2e.manners import notebook


def pack(folder, right):
    book = json.loads(notebook(right))
    html = {"text/html": "<script>zoo()</script>", "image/svg+xml": "<svg onload=zoo()>"}
    for cell in book["cells"]:
        cell["outputs"] = [{"output_type": "display_data", "data": html, "metadata": {}}]
        cell["metadata"] = {"tags": ["<script>zoo()</script>"], "name": "<img src=x onerror=zoo()>"}
    text = "<script>zoo()</script> [x](javascript:zoo()) <img src=http://zoo.invalid onerror=zoo()>"
    book["cells"].append({"cell_type": "markdown", "metadata": {}, "source": text, "attachments": {"a": html}})
    book["cells"].append({"cell_type": "raw", "metadata": {"format": "text/html"}, "source": text})
    book["metadata"]["title"] = book["metadata"]["authors"] = "<script>zoo()</script>"
    (folder / "tiny.ipynb").write_text(json.dumps(book))
