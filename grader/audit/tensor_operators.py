"""Mistakes of those who learn PyTorch: dimensions, dtypes, devices, copies, modes, losses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TypeGuard

from grader.audit.python_operators import Operator
from grader.audit.source import Edit, Source, callee

REDUCING = {"mean", "sum", "std", "var", "max", "min", "argmax", "argmin", "prod", "norm", "any"}
DTYPES = ("float32", "float64", "float16", "int16", "int32", "int64", "bool")
OTHER_DTYPE = dict.fromkeys(DTYPES, "float64") | {"float64": "float32", "int16": "int32"}
IN_PLACE = ("abs", "add", "clamp", "div", "exp", "masked_fill", "mul", "relu", "sub", "t")
DROPPED = {
    *("detach", "clone", "contiguous", "requires_grad_", "unsqueeze", "squeeze", "t"),
    *("transpose", "permute", "flatten", "view", "reshape", "to", "item", "tolist", "abs"),
    *("sum", "mean", "float", "long", "double", "cpu", "numpy", "t_"),
}
WRAPPERS = {"sigmoid", "relu", "softmax", "tanh", "log", "exp", "log_softmax"}  # torch.f(x) is x
LOADER, PADDING = {"DataLoader"}, {"pad_sequence"}
LOSSES = {"CrossEntropyLoss", "BCELoss", "BCEWithLogitsLoss", "MSELoss", "NLLLoss"} | {
    *("binary_cross_entropy", "binary_cross_entropy_with_logits", "cross_entropy", "mse_loss"),
}
LAYERS = {"Linear", "Conv2d"}
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "binary_cross_entropy_with_logits": ("binary_cross_entropy", "mse_loss", "l1_loss"),
    "binary_cross_entropy": ("binary_cross_entropy_with_logits", "mse_loss"),
    "CrossEntropyLoss": ("NLLLoss", "MultiMarginLoss"),
    "BCELoss": ("BCEWithLogitsLoss", "MSELoss"),
    "SGD": ("Adam", "Adagrad"),
    "ReLU": ("Tanh", "LeakyReLU", "Sigmoid", "Identity"),
    "relu": ("tanh", "sigmoid"),
    "sigmoid": ("tanh", "relu"),
    "softmax": ("log_softmax", "softmin"),
    "rand": ("randn", "zeros"),
    "rand_like": ("randn_like", "zeros_like"),
    "randperm": ("arange",),
    "zeros": ("ones", "empty"),
    "ones": ("zeros",),
    "ones_like": ("zeros_like", "empty_like"),
    "asin": ("acos", "sin"),
    "det": ("slogdet",),
    "svdvals": ("eigvals",),
    "std": ("var",),
    "mean": ("sum", "median"),
    "sum": ("mean", "prod"),
    "max": ("min",),
    "argmax": ("argmin",),
    "eval": ("train",),
    "train": ("eval",),
    "no_grad": ("enable_grad",),
    "Flatten": ("Identity",),
    "state_dict": ("parameters",),
    "Subset": ("list",),
    "from_numpy": ("tensor",),
    "round": ("int",),
}
ADDED: tuple[tuple[str, set[str], str, str], ...] = (
    ("shuffle_flipped", LOADER, "shuffle", "True"),
    ("drop_last", LOADER, "drop_last", "True"),
    ("reduction", LOSSES, "reduction", '"sum"'),
    ("bias_lost", LAYERS, "bias", "False"),
    ("padding", PADDING, "padding_value", "1"),
    ("padding", PADDING, "padding_side", '"left"'),
    ("keepdim_added", REDUCING, "keepdim", "True"),
)


def dimension(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Another dimension, and a dimension kept or lost."""
    if isinstance(node, ast.keyword) and node.arg in ("dim", "axis"):
        other = "1" if source.segment(node.value) == "0" else "0"
        yield source.replaced("dim_swapped", node.value, other)


def dtype(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Another dtype where one is named."""
    if isinstance(node, ast.Attribute) and node.attr in OTHER_DTYPE:
        yield _renamed(source, node, OTHER_DTYPE[node.attr], "dtype_changed")


def in_place(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A copy where the tensor itself is to change, and the reverse."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    name, receiver = node.func.attr, node.func.value
    if name.removesuffix("_") in IN_PLACE and not _is_module(receiver):
        other = name[:-1] if name.endswith("_") else f"{name}_"
        yield _renamed(source, node.func, other, "in_place")
        if name.endswith("_"):
            yield source.replaced("in_place", receiver, f"{source.segment(receiver)}.clone()")


def assigned(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`p = p - q` for `p -= q`, which makes another tensor."""
    if isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
        if any(callee(part) in ("item", "len") for part in ast.walk(node.value) if _calls(part)):
            return  # a number, which nothing changes in place
        symbol = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(node.op)]
        target, value = source.segment(node.target), source.segment(node.value)
        yield source.replaced("in_place", node, f"{target} = {target} {symbol} ({value})")


def dropped(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`.detach()`, `.unsqueeze(1)`, `torch.sigmoid(...)` and the like forgotten."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return
    if _is_module(node.func.value):
        if node.func.attr in WRAPPERS and node.args:
            yield source.replaced(f"{node.func.attr}_dropped", node, source.segment(node.args[0]))
    elif node.func.attr in DROPPED:
        yield source.replaced(
            f"{node.func.attr.strip('_')}_dropped", node, source.segment(node.func.value)
        )


def context(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`with torch.no_grad()` and decorators forgotten."""
    if isinstance(node, ast.With) and len(node.items) == 1:
        first = node.items[0].context_expr
        start = source.span(node)[0]
        yield Edit(f"{callee(first)}_dropped", start, source.span(first)[1], "if True")
    if isinstance(node, ast.FunctionDef):
        for decorator in node.decorator_list:
            start, end = source.span(decorator)
            start = source.data.rindex(b"@", 0, start)
            yield Edit(f"{callee(decorator)}_dropped", start, end, "")


def keyword_added(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`drop_last=True`, `bias=False`, `reduction="sum"` where nobody asked for it."""
    if not isinstance(node, ast.Call):
        return
    if callee(node) in REDUCING and not (node.args or node.keywords):
        return  # a sum of everything has no dimension to keep
    known = {keyword.arg for keyword in node.keywords}
    for operator, names, key, value in ADDED:
        if callee(node) in names and key not in known:
            end = source.span(node)[1] - 1
            before = source.data[source.span(node)[0] : end].decode().rstrip()
            comma = "" if before[-1] in "(," else ", "
            yield Edit(operator, end, end, f"{comma}{key}={value}")


def other_name(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A neighbour of the right function: another loss, activation, reduction, distribution."""
    if not isinstance(node, ast.Call):
        return
    for other in OTHER_NAMES.get(callee(node), ()):
        if isinstance(node.func, ast.Attribute):
            yield _renamed(source, node.func, other, "other_function")
        else:
            yield source.replaced("other_function", node.func, other)


def device(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A device that is written down where the tensor's own is meant."""
    if isinstance(node, ast.Attribute) and node.attr == "device":
        yield source.replaced("device_hard_coded", node, '"cpu"')


def seed(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A seed that is ignored."""
    if isinstance(node, ast.Call) and callee(node) == "manual_seed" and node.args:
        yield source.replaced("seed_ignored", node.args[0], "0")


def result(source: Source, node: ast.AST) -> Iterator[Edit]:
    """What a function that returns a tensor gives: detached, on the CPU, double, flattened."""
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        if source.segment(node.returns) != "torch.Tensor":
            return
        hints = [arg.annotation for arg in node.args.args if arg.annotation is not None]
        takes = any("torch.Tensor" in source.segment(hint) for hint in hints)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Return) and inner.value is not None:
                text = source.segment(inner.value)
                for operator, method in (*(OF_ARGUMENTS if takes else ()), *RESULTS):
                    yield source.replaced(operator, inner.value, f"({text}).{method}")


OF_ARGUMENTS = (  # what is made of no tensor has no graph, and is on the CPU anyhow
    ("detach_added", "detach()"),
    ("device_hard_coded", "cpu()"),
)
RESULTS = (
    ("dtype_changed", "double()"),
    ("shape_changed", "flatten()"),
    ("shape_changed", "unsqueeze(0)"),
)


def _renamed(source: Source, node: ast.Attribute, name: str, operator: str) -> Edit:
    start, end = source.span(node)[1] - len(node.attr.encode()), source.span(node)[1]
    return Edit(operator, start, end, name)


def _calls(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call)


def _is_module(node: ast.expr) -> bool:
    """Whether `node.f(x)` is a function of a module rather than a tensor's method."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id in ("torch", "nn", "F", "np", "pd")


TENSORS: tuple[Operator, ...] = (
    dimension,
    dtype,
    in_place,
    assigned,
    dropped,
    context,
    keyword_added,
    other_name,
    device,
    seed,
    result,
)
