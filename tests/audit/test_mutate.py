"""Mutants: one change each, where it matters, and nothing else."""

import ast

import pytest

from grader.audit.mutate import mutants
from grader.course import Course
from tests.course.common import ROOT

HEAD = "import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n\n\n"
# operator -> (the body of `f`, what one of its mutants has instead)
CASES = {
    "comparison": ("return x < 0", "return x <= 0"),
    "arithmetic": ("return (x + y)  # kept", "return (x - y)  # kept"),
    "sign": ("return -x", "return (x)"),
    "boolean": ("return x and y", "return x or y"),
    "constant": ("return [x, 3]", "return [x, 4]"),
    "condition": ("return x if y else 1", "return x if (not (y)) else 1"),
    "statement_dropped": ("x.add_(y)", "pass"),
    "return_none": ("return x", "return None"),
    "loop_empty": ("for i in x: print(i)", "for i in (): print(i)"),
    "arguments_swapped": ("return g(x, y)", "return g(y, x)"),
    "keyword_dropped": ("return g(x, key=y)", "return g(x)"),
    "elements_swapped": ("return x, y", "return y, x"),
    "slice_end_dropped": ("return x[:y]", "return x[:]"),
    "dim_swapped": ("return x.sum(dim=0)", "return x.sum(dim=1)"),
    "keepdim_added": ("return x.sum(dim=0)", "return x.sum(dim=0, keepdim=True)"),
    "dtype_changed": ("return x.to(torch.float64)", "return x.to(torch.float32)"),
    "in_place": ("return x.add_(y)", "return x.clone().add_(y)"),
    "unsqueeze_dropped": ("return x.unsqueeze(1)", "return x"),
    "sigmoid_dropped": ("return torch.sigmoid(x)", "return x"),
    "no_grad_dropped": ("with torch.no_grad(): return x", "if True: return x"),
    "shuffle_flipped": ("return DataLoader(x)", "return DataLoader(x, shuffle=True)"),
    "drop_last": ("return DataLoader(x)", "return DataLoader(x, drop_last=True)"),
    "reduction": ("return F.mse_loss(x, y)", 'return F.mse_loss(x, y, reduction="sum")'),
    "bias_lost": ("return nn.Linear(x, y)", "return nn.Linear(x, y, bias=False)"),
    "other_function": ("return nn.CrossEntropyLoss()", "return nn.NLLLoss()"),
    "device_hard_coded": ("return g(device=x.device)", 'return g(device="cpu")'),
    "seed_ignored": ("torch.manual_seed(x)", "torch.manual_seed(0)"),
}


def of(body, head=HEAD):
    """The mutants of a function `f` with this body."""
    text = f"{head}def f(x, y):\n    {body}\n"
    return text, mutants("some", text, ["f"])


@pytest.mark.parametrize("operator", CASES)
def test_an_operator_makes_its_change_and_no_other(operator):
    """Each kind of mistake is made, and the text around it stays byte for byte."""
    body, changed = CASES[operator]
    text, found = of(body)
    assert (operator, text.replace(body, changed)) in {(m.operator, m.source) for m in found}


def test_what_no_contract_speaks_of_is_left_alone():
    """Type hints, docstrings, an error's wording and code beyond the exercises stay."""
    text = (
        'N = 1\n\n\ndef g():\n    return 2\n\n\ndef f(x: "int | None"):\n    """Once 1."""\n'
        '    raise ValueError("less than 1")\n'
    )
    assert {m.diff.splitlines()[-1] for m in mutants("some", text, ["f"])} == {"+    pass"}


def test_helpers_are_the_exercises_that_use_them():
    """What an exercise calls is changed too, and judged by that exercise's checks."""
    text = "def g(x):\n    return x\n\n\ndef f(x):\n    return g(x)\n\n\ndef h():\n    pass\n"
    assert {m.exercises for m in mutants("some", text, ["f", "h"]) if m.function == "g"} == {("f",)}


def test_keys_outlive_changes_elsewhere():
    """A line added above a function renames no mutant of it."""
    _, before = of("return x + 1")
    _, after = of("return x + 1", head=f"{HEAD}# a comment\n\n\n")
    assert [m.key for m in before] == [m.key for m in after]


@pytest.mark.parametrize("assignment", list(Course(ROOT)), ids=lambda a: a.slug)
def test_mutants_of_the_course_are_different_programs(assignment):
    """No two are the same code, none is the reference, all have a key of their own."""
    text = assignment.solution.read_text(encoding="utf-8")
    found = mutants(assignment.name, text, [e.name for e in assignment.metadata.exercises])
    trees = {ast.dump(ast.parse(source)) for source in (text, *(m.source for m in found))}
    assert len(trees) == len(found) + 1
    assert len({m.key for m in found}) == len(found) >= 10 * len(assignment.metadata.exercises)
