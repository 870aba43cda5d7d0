"""Mutants of a reference solution: one edit each, in the code that exercises reach."""

from __future__ import annotations

import ast
import difflib
import hashlib
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.audit.python_operators import PYTHON
from grader.audit.source import Definition, Edit, Source
from grader.audit.tensor_operators import TENSORS


@dataclass(frozen=True)
class Mutant:
    """The reference with one mistake; `key` stays the same while the mistaken line does."""

    key: str
    assignment: str
    function: str  # the top-level definition that was changed
    exercises: tuple[str, ...]  # that reach it
    operator: str
    line: int
    diff: str
    source: str


def mutants(assignment: str, text: str, exercises: Sequence[str]) -> list[Mutant]:
    """All mutants of a solution, in the order of its lines.

    No two of them are the same code, none is the solution's own, and all of them compile.
    """
    source = Source(text)
    definitions = {n.name: n for n in source.tree.body if isinstance(n, Definition)}
    seen = {ast.dump(source.tree)}
    keys: Counter[str] = Counter()
    found = []
    for name, definition in definitions.items():
        reaching = tuple(e for e in exercises if name in reached(e, definitions))
        for edit in _edits(source, definition) if reaching else ():
            changed = source.edited(edit)
            if (code := _code(changed)) is None or code in seen:
                continue
            seen.add(code)
            diff = _diff(text, changed)
            key = _key(name, edit, diff, keys)
            line = source.line(edit)
            found.append(
                Mutant(key, assignment, name, reaching, edit.operator, line, diff, changed)
            )
    return sorted(found, key=lambda mutant: mutant.line)


def reached(name: str, definitions: dict[str, Definition]) -> set[str]:
    """The definitions that one of them uses, itself among them."""
    found: set[str] = set()
    open_now = [name]
    while open_now:
        if (current := open_now.pop()) in definitions and current not in found:
            found.add(current)
            nodes = ast.walk(definitions[current])
            open_now += [node.id for node in nodes if isinstance(node, ast.Name)]
    return found


def _edits(source: Source, definition: Definition) -> Iterator[Edit]:
    """What all operators would do to a definition; the first to think of a change names it."""
    nodes = list(_judged(definition))
    for operator in (*TENSORS, *PYTHON):
        for node in nodes:
            yield from operator(source, node)


def _judged(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that a contract speaks of: no type hints, no docstrings, no error's wording."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns") or (isinstance(node, ast.Raise) and field == "exc"):
            continue
        for child in value if isinstance(value, list) else [value]:
            is_text = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not is_text and not isinstance(child, ast.JoinedStr):
                yield from _judged(child)


def _code(text: str) -> str | None:
    """The tree of a text as text; None where it does not compile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(text)
            compile(tree, "mutant", "exec")
    except SyntaxError:
        return None
    return ast.dump(tree)


def _diff(before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), "reference", "mutant", lineterm="", n=2
    )
    return "\n".join(lines)


def _key(name: str, edit: Edit, diff: str, keys: Counter[str]) -> str:
    """Of what changes, not of where: lines elsewhere come and go and leave it as it is."""
    changes = [line for line in diff.splitlines()[2:] if line[0] in "+-"]
    digest = hashlib.sha256("\n".join(changes).encode()).hexdigest()[:6]
    key = f"{name}/{edit.operator}/{digest}"
    keys[key] += 1
    return key if keys[key] == 1 else f"{key}-{keys[key]}"
