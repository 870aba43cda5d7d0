"""Images that a student's notebook put out: PNG alone, of a size that a browser can bear."""

from __future__ import annotations

import base64
import binascii
import struct
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
HEADER = 8 + 4 + 4 + 13  # signature, length, "IHDR", width to interlace
MAX_BYTES = 1 << 20
MAX_PIXELS = 16_000_000  # decoded: 64 MB in a browser
MAX_SIDE = 8192


@dataclass(frozen=True)
class Picture:
    """An image to show: a data URI that we encoded ourselves, and its size in pixels."""

    uri: str
    width: int
    height: int


def picture(data: str) -> Picture | None:
    """The PNG in some base64; None where it is none, or larger than a page should hold."""
    if len(data) > MAX_BYTES * 4 // 3 + 4:
        return None
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) < HEADER or not raw.startswith(PNG) or raw[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", raw[16:24])
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE and width * height <= MAX_PIXELS):
        return None
    return Picture("data:image/png;base64," + base64.b64encode(raw).decode(), width, height)
