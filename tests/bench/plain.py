"""The same checks as plain assertions, for the harnesses that run them beside the student's code.

`course/reference/02_inplace/test_inplace.py` holds them for ours. Each body becomes the hidden
test cell of its exercise in nbgrader and Otter, and the file itself a test file of pytest.
Otter runs its cells as doctests, so no statement may leave a value to print: hence each `_ =`.
"""

import torch
from inplace import (
    add_five_,
    clamp_copy,
    replace_negatives_,
    scale_rows_,
    sgd_step_,
    transpose_,
)


def test_add_five_():
    """`add_five_` changes and returns its argument."""
    x = torch.randn(3, 4)
    before = x.clone()
    alias = x.view_as(x)
    result = add_five_(x)
    assert torch.allclose(alias, before + 5)
    assert torch.allclose(result, before + 5)
    y = torch.randn(2, 5)
    address = y.data_ptr()
    assert add_five_(y) is y
    assert y.data_ptr() == address


def test_transpose_():
    """`transpose_` changes and returns its argument."""
    for x in (torch.randn(3, 4), torch.randn(1, 6)):
        before, address = x.clone(), x.data_ptr()
        assert transpose_(x) is x
        assert x.data_ptr() == address
        assert torch.equal(x, before.t())


def test_scale_rows_():
    """`scale_rows_` multiplies row i by factor i."""
    x, factors = torch.randn(3, 4), torch.randn(3)
    before, alias = x.clone(), x.view_as(x)
    _ = scale_rows_(x, factors)
    assert torch.allclose(alias, before * factors[:, None])
    y, more = torch.randn(4, 4), torch.randn(4)
    before = y.clone()
    assert scale_rows_(y, more) is y
    assert torch.allclose(y, before * more[:, None])


def test_replace_negatives_():
    """`replace_negatives_` changes negative values alone, in place."""
    x = torch.randn(5, 5)
    before, alias = x.clone(), x.view_as(x)
    _ = replace_negatives_(x, 0.5)
    assert torch.equal(alias, torch.where(before < 0, torch.tensor(0.5), before))
    y = torch.rand(4)
    before = y.clone()
    assert replace_negatives_(y, -1.0) is y
    assert torch.equal(y, before)


def test_clamp_copy():
    """`clamp_copy` gives a copy within the bounds."""
    x = torch.randn(4, 3)
    before = x.clone()
    copy = clamp_copy(x, -0.5, 0.5)
    assert torch.equal(copy, before.clamp(-0.5, 0.5))
    _ = copy.zero_()
    assert torch.equal(x, before)


def test_sgd_step_():
    """`sgd_step_` steps against the gradient and clears it."""
    start, grad = torch.randn(3, 2), torch.randn(3, 2)
    p, q = start.clone().requires_grad_(), start.clone().requires_grad_()
    p.grad = grad.clone()
    sgd_step_([p, q], 0.1)
    assert torch.allclose(p, start - 0.1 * grad)
    assert torch.equal(q, start)
    assert p.is_leaf
    sgd_step_([p, q], 0.1)
    assert torch.allclose(p, start - 0.1 * grad)
