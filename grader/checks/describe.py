"""What a student's code gave back, in a sentence that shows no value."""

from __future__ import annotations

import numpy as np
import torch

from grader.inside.wire import lies_on
from grader.messages import Message, mark

TENSOR = mark("It gave a {dtype} tensor of shape {shape} on {device}.")
ARRAY = mark("It gave a {dtype} NumPy array of shape {shape}.")
NONE = mark("It gave None: is a `return` missing?")
MANY = mark("It gave a {type} of length {length}.")
VALUE = mark("It gave a value of type {type}.")


def described(value: object) -> Message:
    """The sentence for a value: its type, dtype, shape, device or length, never its content.

    >>> described(torch.zeros(2, 3)).english()
    'It gave a float32 tensor of shape (2, 3) on cpu.'
    """
    if isinstance(value, torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        shape = str(tuple(value.shape))
        return Message(TENSOR, {"dtype": dtype, "shape": shape, "device": str(lies_on(value))})
    if isinstance(value, np.ndarray):
        return Message(ARRAY, {"dtype": str(value.dtype), "shape": str(value.shape)})
    if value is None:
        return Message(NONE)
    name = type(value).__name__
    if isinstance(value, list | tuple | dict | str | bytes):
        return Message(MANY, {"type": name, "length": str(len(value))})
    return Message(VALUE, {"type": name})
