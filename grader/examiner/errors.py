"""What a student reads when their code raised: the class, their own line, and a safe text.

The text of an exception is written by the student's process and may carry hidden inputs. It is
shown for a hidden check only where it matches a known message of Python or PyTorch whose gaps
hold names from the student's own source, type names, or shapes; otherwise the class is named and
explained, and the line of their file is shown.
"""

from __future__ import annotations

import builtins
import re
from typing import Any

import torch

from grader.examiner.wording import NOT_WRITTEN, RAISED
from grader.faults import StudentFault
from grader.messages import Message, mark
from grader.records import Place

RAISED_TEXT = mark("Your code raised {type}: {text}")
MISSING = mark("`{name}` is not defined in what you handed in.")
EXITED = mark("Your code ended the process ({type}) in the middle of a call.")
REFUSED = mark("It gave {what}: only plain data and tensors can be judged.")
GARBLED = mark("What it gave could not be read as a value.")

NAME = r"'?[A-Za-z_][A-Za-z0-9_.]{0,60}(\(\))?'?"
GAP = rf"(?:{NAME}|\(?[0-9x, ]{{1,40}}\)?|\[[0-9, ]{{0,40}}\])"
KNOWN = [
    re.compile(pattern.replace("<name>", NAME).replace("<gap>", GAP))
    for pattern in (
        r"name <name> is not defined.{0,0}",
        r"(type object |module )?<name>( object)? has no attribute <name>",
        r"unsupported operand type\(s\) for [^ ]{1,4}: <name> and <name>",
        r"<name> missing \d+ required positional arguments?: <name>( and <name>)?",
        r"<name> takes \d+ positional arguments? but \d+ (was|were) given",
        r"<name> takes no arguments",
        r"<name> got an unexpected keyword argument <name>",
        r"<name> object is not (callable|iterable|subscriptable)",
        r"cannot access local variable <name> where it is not associated with a value",
        r"local variable <name> referenced before assignment",
        r"No module named <name>",
        r"cannot import name <name> from <name> \(unknown location\)",
        r"list index out of range|tuple index out of range|division by zero",
        r"maximum recursion depth exceeded.{0,0}",
        r"The size of tensor a \(\d+\) must match the size of tensor b \(\d+\) at "
        r"non-singleton dimension \d+",
        r"mat1 and mat2 shapes cannot be multiplied \(\d+x\d+ and \d+x\d+\)",
        r"a leaf Variable that requires grad is being used in an in-place operation\.",
        r"a view of a leaf Variable that requires grad is being used in an in-place operation\.",
        r"element \d+ of tensors does not require grad and does not have a grad_fn",
        r"grad can be implicitly created only for scalar outputs",
        r"Can't call numpy\(\) on Tensor that requires grad\. Use tensor\.detach\(\)\.numpy\(\) "
        r"instead\.",
        r"expected scalar type [A-Z][a-z]+ but found [A-Z][a-z]+",
        r"result type [A-Z][a-z]+ can't be cast to the desired output type [A-Z][a-z]+",
        r"Boolean value of Tensor with more than one value is ambiguous",
        r"output with shape <gap> doesn't match the broadcast shape <gap>",
        r"only Tensors of floating point( and complex)? dtype can require gradients",
        r"Inplace update to inference tensor outside InferenceMode is not allowed\.",
        r"Expected all tensors to be on the same device, but found at least two devices, "
        r"(cuda:0 and cpu|cpu and cuda:0)!.{0,0}",
        r"can't convert cuda:0 device type tensor to numpy\. Use Tensor\.cpu\(\) to copy the "
        r"tensor to host memory first\.",
        r"Expected a '(cpu|cuda)' device type for generator but found '(cpu|cuda)'",
        r"indices should be either on cpu or on the same device as the indexed tensor \(cpu\)",
        r"view size is not compatible with input tensor's size and stride.{0,0}",
    )
]
WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Words that such messages contain of themselves, beside the names that fill their gaps.
VOCABULARY = frozenset(
    WORD.findall(" ".join(pattern.pattern for pattern in KNOWN))
    + dir(builtins)
    + dir(torch)
    + dir(torch.Tensor)
    + dir(torch.nn)
    + ["numpy", "ndarray", "NoneType", "function", "module", "builtin_function_or_method"]
    + ["Float", "Double", "Long", "Int", "Short", "Bool", "Half", "BFloat16", "torch", "Tensor"]
)


MAX_FACT = 8_000


def facts_of(value: object) -> dict[str, Any]:
    """What a submission's process tells of an error: texts, numbers and lists of texts, no more.

    `value` is hostile data: an array among the facts, say, has no truth value and no order.
    """
    told = value.items() if type(value) is dict else ()
    return {key: _fact(item) for key, item in told if type(key) is str}


def _fact(item: object) -> object:
    if type(item) is str:
        return item[:MAX_FACT].encode("utf-8", "replace").decode()
    if type(item) is list:
        return [_fact(name) for name in item[:100] if type(name) is str]
    return item if type(item) is int and item.bit_length() < 64 else None


def raised(facts: dict[str, Any], source: str, asked: str) -> StudentFault:
    """The fault for an exception in a call of a hidden check; `facts` are what `facts_of` gave.

    `asked` is a text with all names in it that the request may have asked the submission for.
    """
    name = class_name(facts, source)
    staff = str(facts.get("traceback") or facts.get("text") or "")
    return StudentFault(_sentence(facts, name, source, asked), staff=staff, where=place(facts))


def _sentence(facts: dict[str, Any], name: str, source: str, asked: str) -> Message:
    missing = facts.get("missing")
    if isinstance(missing, str) and missing in re.findall(r"\w+", asked):
        return Message(MISSING, {"name": missing})
    if name == "NotImplementedError":
        return Message(NOT_WRITTEN)
    if name in ("SystemExit", "KeyboardInterrupt"):
        return Message(EXITED, {"type": name})
    text = facts.get("text")
    if isinstance(text, str) and is_known(text, source):
        return Message(RAISED_TEXT, {"type": name, "text": text})
    return Message(RAISED, {"type": name})


def is_known(text: str, source: str) -> bool:
    """Whether a text is a known message of Python or PyTorch that tells the student no input."""
    if len(text) > 240 or not any(pattern.fullmatch(text) for pattern in KNOWN):
        return False
    return all(word in VOCABULARY or word in source for word in WORD.findall(text))


def class_name(facts: dict[str, Any], source: str) -> str:
    """The exception's class: a builtin one, or a name that stands in the student's own source."""
    bases = facts.get("bases")
    known = [b for b in bases if isinstance(b, str)] if isinstance(bases, list) else []
    name = facts.get("type")
    own = isinstance(name, str) and name.isidentifier()
    if own and (isinstance(getattr(builtins, str(name), None), type) or str(name) in source):
        return str(name)
    return next((base for base in known if hasattr(builtins, base)), "an exception")


def place(facts: dict[str, Any]) -> Place | None:
    """The line of the student's own file where it happened."""
    line, cell = facts.get("line"), facts.get("cell")
    if type(line) is not int or not 0 < line < 1_000_000:
        return None
    return Place(line, cell if type(cell) is int and 0 < cell < 100_000 else None)


def refused(why: str) -> StudentFault:
    """The fault for an answer that is not data; `why` is hostile text and goes to staff alone."""
    kind = re.fullmatch(r"a value of type ([A-Za-z_.]{1,80}), which is not plain data", why)
    if kind:
        return StudentFault(Message(REFUSED, {"what": f"`{kind[1]}`"}), staff=why[:2000])
    return StudentFault(Message(GARBLED), staff=why[:2000])
