"""A solution as bytes, cut by what `ast` knows of it: all that is not cut stays as it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

Definition = ast.FunctionDef | ast.ClassDef
Located = ast.expr | ast.stmt | ast.keyword


@dataclass(frozen=True)
class Edit:
    """One replacement: bytes `start` to `end` become `text`, as `operator` would have it."""

    operator: str
    start: int
    end: int
    text: str


class Source:
    """The text, its tree, and where each node of the tree stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.data = text.encode()
        self.tree = ast.parse(text)
        lines = self.data.splitlines(keepends=True)
        self._starts = list(accumulate(map(len, lines), initial=0))

    def span(self, node: Located) -> tuple[int, int]:
        """The first byte of a node, and the one after its last."""
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._starts[node.lineno - 1] + node.col_offset
        return start, self._starts[node.end_lineno - 1] + node.end_col_offset

    def segment(self, node: Located) -> str:
        """A node's text; without parentheses around it."""
        start, end = self.span(node)
        return self.data[start:end].decode()

    def replaced(self, operator: str, node: Located, text: str) -> Edit:
        """The edit that puts `text` where a node stands."""
        return Edit(operator, *self.span(node), text)

    def between(
        self, operator: str, left: Located, right: Located, old: str, new: str
    ) -> Iterator[Edit]:
        """The edit of a token that stands between two nodes."""
        start, end = self.span(left)[1], self.span(right)[0]
        gap = self.data[start:end].decode()
        if old in gap:
            yield Edit(operator, start, end, gap.replace(old, new, 1))

    def without(self, operator: str, elements: list[Located], index: int) -> Edit:
        """The edit that takes one of several elements between commas away, with its comma."""
        start, end = self.span(elements[index])
        if index:
            start = self.span(elements[index - 1])[1]
        elif len(elements) > 1:
            end = self.span(elements[1])[0]
        return Edit(operator, start, end, "")

    def swapped(self, operator: str, left: Located, right: Located) -> Edit:
        """The edit that lets two neighbours change places."""
        start, end = self.span(left)[0], self.span(right)[1]
        middle = self.data[self.span(left)[1] : self.span(right)[0]].decode()
        return Edit(operator, start, end, self.segment(right) + middle + self.segment(left))

    def edited(self, edit: Edit) -> str:
        """The whole text with one edit."""
        return (self.data[: edit.start] + edit.text.encode() + self.data[edit.end :]).decode()

    def line(self, edit: Edit) -> int:
        """The line on which an edit begins, from 1."""
        return self.data[: edit.start].count(b"\n") + 1


def callee(call: ast.expr) -> str:
    """The last name of what is called: `binary_cross_entropy` of `F.binary_cross_entropy(x)`."""
    function = call.func if isinstance(call, ast.Call) else call
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""
