"""Writes `corpus/`: what honest processes send, for changes to begin with.

python -m tests.fuzz.seeds
"""

import msgspec
import numpy as np
import torch

from grader.inside import messages
from grader.inside.frames import HEADER
from grader.inside.wire import encode
from tests.fuzz.target import CORPUS, WANTED

FACTS = {
    "type": "ValueError",
    "bases": ["ValueError", "Exception"],
    "text": "name 'x' is not defined",
    "missing": "f",
    "line": 3,
    "cell": 1,
    "own": "line 3, in f",
    "traceback": "Traceback (most recent call last):",
}
VALUES = {
    "scalars": [None, True, -3, 1 << 80, 2.5, 1 + 2j, "text", b"bytes", torch.float32],
    "places": (torch.device("cpu"), torch.device("cuda:1")),
    "nested": {"a": [(1,), {"b": ()}], 2: {True: None}},
    "tensors": [torch.zeros(2, 3), torch.ones(2, dtype=torch.bool), torch.empty(0, 4)],
    "arrays": [np.zeros((2, 3), "f4"), np.ones(2, "?")],
}
ANSWERS = {
    **{f"ok-{name}": ("ok", value) for name, value in VALUES.items()},
    **{f"ok-wanted-{number}": ("ok", value) for number, value in enumerate(WANTED)},
    "raised": ("raised", FACTS),
    "refused": ("refused", "a value of type f, which is not plain data"),
    "undrilled": ("undrilled", "threads"),
    "no-gpu": ("no gpu", "it failed"),
    "several": [encode(("ok", 1)), encode(("raised", FACTS))],
    "facts": FACTS,
}


def seeds() -> dict[str, bytes]:
    """Name -> bytes: answers bare, and in the report and the frame that bring them."""
    bare = {name: encode(answer) for name, answer in ANSWERS.items()}
    reports = {
        "answer": messages.Answer(payload=bare["ok-wanted-0"], output="printed"),
        "ended": messages.Answer(ended="timeout", detail="late"),
        "loaded": messages.Loaded(True, fault=bare["facts"]),
    }
    packed = {name: msgspec.msgpack.encode(report) for name, report in reports.items()}
    framed = {f"frame-{name}": HEADER.pack(len(data)) + data for name, data in packed.items()}
    return {**bare, **packed, **framed}


if __name__ == "__main__":
    CORPUS.mkdir(exist_ok=True)
    for name, data in seeds().items():
        (CORPUS / name).write_bytes(data)
