"""Public checks: in-place operators. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its function does.
"""

import torch

from grader.checks import agree, holds, points, tensor


def argument_after(solution, name, x, *rest):
    """x after the call."""
    getattr(solution, name)(x, *rest)
    return x


def alias_after(solution, name, x, *rest):
    """x after the call, through a second name for the same memory."""
    alias = x.view_as(x)
    getattr(solution, name)(x, *rest)
    return alias


def returned_and_is_x(solution, name, x, *rest):
    """What was returned, and whether it is x."""
    made = getattr(solution, name)(x, *rest)
    return made, made is x


def whole_after(solution, name, whole, *rest):
    """A vector after its part from the second element on was handed in."""
    getattr(solution, name)(whole[1:], *rest)
    return whole


def copy_and_x(solution, x, low, high):
    """The clamped copy, and x after a hundred was written into the copy."""
    copy = solution.clamp_copy(x, low, high)
    values = copy.clone()
    with torch.inference_mode():
        copy.fill_(100.0)
    return values, x


def stepped(solution, starts, grads, lr):
    """Parameters after a step, and the gradients that are left, None as zeros."""
    params = [start.clone().requires_grad_() for start in starts]
    for p, grad in zip(params, grads, strict=True):
        p.grad = grad
    solution.sgd_step_(params[:], lr)
    return params, [torch.zeros_like(p) if p.grad is None else p.grad for p in params]


def is_x_itself(got, want):
    """Hold that a probe found the right values, in x itself."""
    holds(type(got) is tuple and len(got) == 2, f"not a pair: {got!r:.200}")
    agree(got[0], want)
    holds(got[1] is True, "the returned tensor is not x")


@points(2, exercise="add_five_", hint="Look for the operation whose name ends in `_`.")
def test_five_more_in_the_same_memory(student):
    """`add_five_` turns [1, 2] into [6, 7], in the memory where it was."""
    agree(student.run(alias_after, "add_five_", torch.tensor([1, 2])), torch.tensor([6, 7]))


@points(1, exercise="add_five_", hint="Return x, not a new tensor.")
def test_five_more_returns_x(student):
    """`add_five_` returns its argument."""
    got = student.run(returned_and_is_x, "add_five_", torch.tensor([[0.5]]))
    is_x_itself(got, torch.tensor([[5.5]]))


@points(2, exercise="transpose_", hint="x itself must change its shape.")
def test_two_by_three_becomes_three_by_two(student):
    """After `transpose_(x)`, an x of 2 x 3 is one of 3 x 2."""
    got = student.run(argument_after, "transpose_", torch.tensor([[1, 2, 3], [4, 5, 6]]))
    agree(got, torch.tensor([[1, 4], [2, 5], [3, 6]]))


@points(1, exercise="transpose_", hint="Return x, not its transpose as another tensor.")
def test_transposing_returns_x(student):
    """`transpose_` returns its argument."""
    got = student.run(returned_and_is_x, "transpose_", torch.tensor([[1, 2]]))
    is_x_itself(got, torch.tensor([[1], [2]]))


@points(1, exercise="scale_rows_", hint="One factor for each row, not for each column.")
def test_a_square_matrix_of_ones_scaled(student):
    """The rows of a 2 x 2 matrix of ones, times 10 and 20."""
    got = student.run(alias_after, "scale_rows_", torch.ones(2, 2), torch.tensor([10.0, 20.0]))
    agree(got, torch.tensor([[10.0, 10.0], [20.0, 20.0]]))


@points(1, exercise="scale_rows_", hint="What you make on the way: `device=x.device`.")
def test_a_matrix_scaled_where_it_lies(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), x is scaled and stays there."""
    for device in devices:
        x, factors = torch.ones(2, 2), torch.tensor([10.0, 20.0])
        got = student.on(device).run(alias_after, "scale_rows_", x, factors)
        got = tensor(got, shape=(2, 2), dtype=torch.float32, device=device)
        holds(got.tolist() == [[10.0, 10.0], [20.0, 20.0]], f"x is now {got}")


@points(2, exercise="scale_rows_", hint="Return x, not a new tensor.")
def test_scaling_returns_x(student):
    """`scale_rows_` returns its argument."""
    x, factors = torch.tensor([[1.0, 2.0, 3.0]]), torch.tensor([3.0])
    is_x_itself(
        student.run(returned_and_is_x, "scale_rows_", x, factors), torch.tensor([[3.0, 6.0, 9.0]])
    )


@points(1, exercise="replace_negatives_", hint="`x < 0` is a mask: true where x is negative.")
def test_one_negative_replaced(student):
    """[-1, 0, 2] becomes [9, 0, 2] where the value is 9."""
    got = student.run(alias_after, "replace_negatives_", torch.tensor([-1.0, 0.0, 2.0]), 9.0)
    agree(got, torch.tensor([9.0, 0.0, 2.0]))


@points(1, exercise="replace_negatives_", hint="A slice is a view: writing to it writes to all.")
def test_a_slice_replaced(student):
    """Given all of [-1, -2, 3] but its first element, only the second one changes."""
    got = student.run(whole_after, "replace_negatives_", torch.tensor([-1.0, -2.0, 3.0]), 0.5)
    agree(got, torch.tensor([-1.0, 0.5, 3.0]))


@points(1, exercise="replace_negatives_", hint="Return x, not a new tensor.")
def test_replacing_returns_x(student):
    """`replace_negatives_` returns its argument."""
    got = student.run(returned_and_is_x, "replace_negatives_", torch.tensor([-1.0]), 0.0)
    is_x_itself(got, torch.tensor([0.0]))


@points(2, exercise="clamp_copy", hint="-3 becomes -1, 3 becomes 1, and 0.5 stays.")
def test_three_values_clamped(student):
    """[-3, 0.5, 3] clamped to [-1, 1] is [-1, 0.5, 1]."""
    got = student.clamp_copy(torch.tensor([-3.0, 0.5, 3.0]), -1.0, 1.0)
    agree(got, torch.tensor([-1.0, 0.5, 1.0]))


@points(1, exercise="clamp_copy", hint="x must not notice what is written to the copy.")
def test_a_copy_apart(student):
    """x stays as it was when the copy is written to."""
    x = torch.tensor([-3.0, 0.5, 3.0])
    agree(student.run(copy_and_x, x, -1.0, 1.0), (torch.tensor([-1.0, 0.5, 1.0]), x))


@points(2, exercise="sgd_step_", hint="Work inside `torch.no_grad()`, on p itself.")
def test_one_step_of_one_parameter(student):
    """[1, 2] with gradient [10, 20] and lr 0.5 becomes [-4, -8]; no gradient is left."""
    start, grad = torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])
    got = student.run(stepped, [start], [grad], 0.5)
    agree(got, ([torch.tensor([-4.0, -8.0])], [torch.zeros(2)]))


@points(2, exercise="sgd_step_", hint="Ask whether `p.grad is None` first.")
def test_one_parameter_without_gradient(student):
    """A parameter without a gradient stays, the one behind it takes its step."""
    starts, grad = [torch.tensor([1.0]), torch.tensor([2.0])], torch.tensor([4.0])
    got = student.run(stepped, starts, [None, grad], 0.25)
    agree(got, ([torch.tensor([1.0]), torch.tensor([1.0])], [torch.zeros(1), torch.zeros(1)]))
