"""Public checks: autograd. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its function does.
"""

import torch

from grader.checks import agree, holds, points, tensor


def leaf(value):
    """A tensor that requires grad."""
    return torch.tensor(value, requires_grad=True)


def backward_from_loss(solution, a, b, c):
    """What a backward pass from the last of three values leaves in a, b and c."""
    solution.graph(a, b, c)[2].backward()
    return a.grad, b.grad, c.grad


def gradients_and_grad(solution, x, y, w, b):
    """What two calls give, and what w and b hold afterwards."""
    made = [solution.bce_gradients(x, y, w, b) for _ in range(2)]
    return made, w.grad, b.grad


def sum_of_what_is_tracked(solution, x):
    """What was returned, and the gradient that its sum leaves in x."""
    made = solution.track_(x)
    x.sum().backward()
    return made, x.grad


def prediction_and_tracking(solution, x, w, b):
    """The prediction, whether it requires grad, and whether w and b do."""
    made = solution.predict(x, w, b)
    return made, getattr(made, "requires_grad", None), w.requires_grad, b.requires_grad


def accumulated_twice(solution, w, inputs):
    """What two calls with the same w give."""
    return [solution.accumulated_gradient(w, inputs) for _ in range(2)]


@points(1, exercise="graph", hint="First d, then e with it, then L with e.")
def test_three_values_of_a_graph(student):
    """For a = 3, b = 1 and c = -2, d is 2, e is 5 and L is -10."""
    got = student.graph(leaf(3.0), leaf(1.0), leaf(-2.0))
    agree(got, (torch.tensor(2.0), torch.tensor(5.0), torch.tensor(-10.0)))


@points(2, exercise="graph", hint="Compute with the tensors themselves, not with their numbers.")
def test_backward_from_the_loss(student):
    """After `L.backward()`, a holds -2, b holds -4 and c holds 5."""
    got = student.run(backward_from_loss, leaf(3.0), leaf(1.0), leaf(-2.0))
    agree(got, (torch.tensor(-2.0), torch.tensor(-4.0), torch.tensor(5.0)))


@points(3, exercise="graph_gradients", hint="`.item()` makes a float of a tensor of one number.")
def test_three_floats(student):
    """For a = 3, b = 1 and c = -2, the gradients are the floats -2, -4 and 5."""
    agree(student.graph_gradients(3.0, 1.0, -2.0), (-2.0, -4.0, 5.0))


@points(2, exercise="bce_gradients", hint="With w and b zero, every probability is one half.")
def test_gradients_where_all_is_zero(student):
    """For x = [[1], [3]], y = [1, 0] and w and b zero, they are [0.5] and 0."""
    x, y = torch.tensor([[1.0], [3.0]]), torch.tensor([1.0, 0.0])
    got = student.bce_gradients(x, y, leaf([0.0]), leaf(0.0))
    agree(got, (torch.tensor([0.5]), torch.tensor(0.0)))


@points(3, exercise="bce_gradients", hint="Nothing may remain in `w.grad` or `b.grad`.")
def test_twice_the_same_gradients(student):
    """Two calls give the same, and w and b hold no gradient afterwards."""
    x, y = torch.tensor([[2.0], [2.0]]), torch.tensor([1.0, 1.0])
    want = torch.tensor([-1.0]), torch.tensor(-0.5)
    got = student.run(gradients_and_grad, x, y, leaf([0.0]), leaf(0.0))
    agree(got, ([want, want], None, None))


@points(3, exercise="track_", hint="Turn tracking on for x, and return x.")
def test_a_sum_reaches_x(student):
    """After `track_(x)`, the sum of x leaves ones in `x.grad`."""
    got = student.run(sum_of_what_is_tracked, torch.tensor([2.0, 3.0]))
    agree(got, (torch.tensor([2.0, 3.0]), torch.tensor([1.0, 1.0])))


@points(3, exercise="predict", hint="w and b keep `requires_grad`; the prediction has none.")
def test_one_prediction(student):
    """[[1, 2]] @ [10, 100] + 5 is [215], and does not require grad; w and b still do."""
    got = student.run(
        prediction_and_tracking, torch.tensor([[1.0, 2.0]]), leaf([10.0, 100.0]), leaf(5.0)
    )
    holds(type(got) is tuple and len(got) == 4, f"not four values: {got!r:.200}")
    agree(got[0], torch.tensor([215.0]))
    agree(got[1:], (False, True, True))


@points(1, exercise="accumulated_gradient", hint="Two gradients, [2, 0] and [6, 12], in one sum.")
def test_two_rows_add_up(student):
    """For w = [1, 1] and the rows [1, 0] and [1, 2], the gradient is [8, 12]."""
    got = student.accumulated_gradient(leaf([1.0, 1.0]), torch.tensor([[1.0, 0.0], [1.0, 2.0]]))
    agree(got, torch.tensor([8.0, 12.0]))


@points(1, exercise="accumulated_gradient", hint="A sum begins with `torch.zeros_like(w)`.")
def test_rows_add_up_where_they_lie(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), the gradient lies where w does."""
    w, rows = leaf([1.0, 1.0]), torch.tensor([[1.0, 0.0], [1.0, 2.0]])
    for device in devices:
        got = student.on(device).accumulated_gradient(w, rows)
        got = tensor(got, shape=(2,), dtype=torch.float32, device=device)
        holds(got.tolist() == [8.0, 12.0], f"it gave {got}")


@points(1, exercise="accumulated_gradient", hint="At the start, w must hold nothing.")
def test_a_second_sum_starts_anew(student):
    """A second call with the same w gives the same."""
    want = torch.tensor([2.0, 0.0])
    got = student.run(accumulated_twice, leaf([1.0, 1.0]), torch.tensor([[1.0, 0.0]]))
    agree(got, [want, want])
