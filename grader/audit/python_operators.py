"""Mistakes of ordinary Python: signs, comparisons, constants, conditions, what is left out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from grader.audit.source import Edit, Located, Source

Operator = Callable[[Source, ast.AST], Iterator[Edit]]

COMPARISONS: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">=")),
    ast.LtE: ("<=", ("<", ">")),
    ast.Gt: (">", (">=", "<=")),
    ast.GtE: (">=", (">", "<")),
    ast.Eq: ("==", ("!=",)),
    ast.NotEq: ("!=", ("==", "<", ">")),
    ast.Is: ("is", ("is not",)),
    ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)),
    ast.NotIn: ("not in", ("in",)),
}
ARITHMETIC: dict[type[ast.operator], tuple[str, tuple[str, ...]]] = {
    ast.Add: ("+", ("-", "*")),
    ast.Sub: ("-", ("+",)),
    ast.Mult: ("*", ("/", "+")),
    ast.Div: ("/", ("*", "//")),
    ast.FloorDiv: ("//", ("/",)),
    ast.Mod: ("%", ("//",)),
    ast.Pow: ("**", ("*",)),
    ast.BitAnd: ("&", ("|",)),
    ast.BitOr: ("|", ("&",)),
}


def comparison(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`<` for `<=`, `==` for `!=`, and the like."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        old, others = COMPARISONS[type(node.ops[0])]
        for new in others:
            yield from source.between("comparison", node.left, node.comparators[0], old, new)


def arithmetic(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`-` for `+`, `/` for `*`; `+=` becomes `-=` and `=`."""
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        old, others = ARITHMETIC[type(node.op)]
        for new in others:
            yield from source.between("arithmetic", node.left, node.right, old, new)
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        old, others = ARITHMETIC[type(node.op)]
        for new in (*others[:1], ""):
            yield from source.between("arithmetic", node.target, node.value, f"{old}=", f"{new}=")


def sign(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`-`, `~` or `not` forgotten."""
    if isinstance(node, ast.UnaryOp):
        yield source.replaced("sign", node, f"({source.segment(node.operand)})")


def boolean(source: Source, node: ast.AST) -> Iterator[Edit]:
    """`or` for `and`, and the reverse."""
    if isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            yield from source.between("boolean", left, right, old, new)


def constant(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Numbers one more, one less, zero; True for False; another text; something for None."""
    if not isinstance(node, ast.Constant):
        return
    value: object = node.value
    others: tuple[object, ...] = ()
    if isinstance(value, bool):
        others = (not value,)
    elif isinstance(value, int | float):
        others = (value + 1, value - 1, 0)
    elif isinstance(value, str):
        others = (f"{value}_", "")
    elif value is None:
        others = (0,)
    for other in others:
        if other != value:  # 0 for 0.0 is no mistake
            text = repr(other)
            yield source.replaced("constant", node, f"({text})" if text[0] == "-" else text)


def condition(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A condition turned round, always true, never true."""
    if isinstance(node, ast.If | ast.IfExp | ast.While):
        test = source.segment(node.test)
        for text in (f"(not ({test}))", "True", "False"):
            yield source.replaced("condition", node.test, text)


def statement(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A statement forgotten."""
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Raise | ast.Expr):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring:
            yield source.replaced("statement_dropped", node, "pass")


def returned(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Nothing returned."""
    if isinstance(node, ast.Return) and node.value is not None:
        yield source.replaced("return_none", node, "return None")


def loop(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A loop that sees nothing, or that stops after its first turn."""
    if isinstance(node, ast.For):
        yield source.replaced("loop_empty", node.iter, "()")
        last = node.body[-1]
        if not isinstance(last, ast.Return | ast.Raise):
            start = source.span(last)[1]
            yield Edit("loop_once", start, start, f"\n{' ' * last.col_offset}break")


def arguments(source: Source, node: ast.AST) -> Iterator[Edit]:
    """Neighbours swapped, a keyword argument forgotten."""
    if isinstance(node, ast.Call):
        for left, right in zip(node.args, node.args[1:], strict=False):
            yield source.swapped("arguments_swapped", left, right)
        every: list[Located] = [*node.args, *node.keywords]
        for index, element in enumerate(every):
            if isinstance(element, ast.keyword):
                yield source.without("keyword_dropped", every, index)


def elements(source: Source, node: ast.AST) -> Iterator[Edit]:
    """The elements of a tuple in another order."""
    if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
        for left, right in zip(node.elts, node.elts[1:], strict=False):
            pair = [end.value for end in (left, right) if isinstance(end, ast.Constant)]
            if len(pair) < 2 or pair[0] != pair[1]:  # 0 and 0.0 are the same in any order
                yield source.swapped("elements_swapped", left, right)


def cut(source: Source, node: ast.AST) -> Iterator[Edit]:
    """A slice without one of its ends."""
    if isinstance(node, ast.Slice):
        for end in (node.lower, node.upper):
            if end is not None:
                yield source.replaced("slice_end_dropped", end, "")


PYTHON: tuple[Operator, ...] = (
    comparison,
    arithmetic,
    sign,
    boolean,
    constant,
    condition,
    statement,
    returned,
    loop,
    arguments,
    elements,
    cut,
)
