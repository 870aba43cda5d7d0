"""Small, plain, capped records of what a cell put out: text without control characters, images."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any

from .cellrecords import CellOutput

MAX_TEXT = 64 << 10
MAX_IMAGE = 1 << 20
MAX_OUTPUTS = 200
CUT = "\n[…]\n"
DROPPED = "[… more was put out and not kept]"
PNG = b"\x89PNG\r\n\x1a\n"
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])?")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def plain(value: object, limit: int = MAX_TEXT) -> str:
    """A value's text without escapes and control characters; its middle is cut above `limit`."""
    text = value if isinstance(value, str) else "" if value is None else repr(value)[:limit]
    if len(text) > 4 * limit:
        text = text[: 2 * limit] + CUT + text[-2 * limit :]
    text = text.encode("utf-8", "replace").decode()
    text = "\n".join(map(_overwritten, ESCAPES.sub("", text).split("\n")))
    text = CONTROLS.sub("", text)
    return text if len(text) <= limit else text[: limit // 2] + CUT + text[-limit // 2 :]


def _overwritten(line: str) -> str:
    """What a terminal shows of a line: the part after its last carriage return."""
    return line.rstrip("\r").rpartition("\r")[2]


def records(outputs: Iterable[Any], dropped: bool) -> tuple[CellOutput, ...]:
    """The records of a cell's outputs (nbformat's nodes), streams joined, in order."""
    found: list[CellOutput] = []
    for kind, group in _joined(outputs):
        if len(found) == MAX_OUTPUTS:
            dropped = True
            break
        found.append(CellOutput("text", plain(group)) if kind == "stream" else _record(group))
    if dropped:
        found.append(CellOutput("text", DROPPED))
    return tuple(found)


def _joined(outputs: Iterable[Any]) -> list[tuple[str, Any]]:
    """Neighbouring texts of one stream as one text, other outputs as they are."""
    parts: list[tuple[str, Any, list[str]]] = []
    for output in outputs:
        name = output.get("name") if output["output_type"] == "stream" else None
        if name is None:
            parts.append(("other", output, []))
            continue
        if not parts or parts[-1][:2] != ("stream", name):
            parts.append(("stream", name, []))
        parts[-1][2].append(str(output["text"]))
    return [(k, "".join(texts) if k == "stream" else what) for k, what, texts in parts]


def _record(output: Any) -> CellOutput:
    """The record of a result, a display or an error."""
    if output["output_type"] == "error":
        return CellOutput(
            "error", f"{plain(output['ename'], 100)}: {plain(output['evalue'], 2000)}"
        )
    data = output["data"]
    text = plain(data.get("text/plain"))
    image = _png(data.get("image/png"))
    if image:
        return CellOutput("image", text, "image/png", image)
    rich = sorted(mime for mime in data if mime not in ("text/plain", "image/png"))
    if rich:
        return CellOutput("html-omitted", text, plain(rich[0], 100))
    return CellOutput("text", text)


def _png(data: object) -> str:
    """The base64 of a PNG image within the cap, without line ends; "" for anything else."""
    if not isinstance(data, str) or len(data) > MAX_IMAGE * 4 // 3 + 4096:
        return ""
    try:
        raw = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    is_png = raw.startswith(PNG) and len(raw) <= MAX_IMAGE
    return base64.b64encode(raw).decode() if is_png else ""
