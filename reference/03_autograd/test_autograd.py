"""Hidden checks: autograd.

Whether a result is attached to the graph, a tensor tracked or a prediction untracked is shown by
gradients: the probe goes backward through what the student's code gave and returns what arrives.

Two things are left open. That gradients were computed by autograd: a formula gives the same
numbers. And what becomes of w's own `.grad` in `accumulated_gradient` is the student's choice.
"""

import torch

from grader.checks import agree, holds, points, shown

CLOSE = {"rtol": 1e-3, "atol": 1e-4}  # right ways to a gradient round differently in float32


# --- evidence: what runs beside the student's code ---


def gradients_of(made, leaves):
    """The gradients of each tensor by the leaves, zeros where it does not depend on one."""
    found = []
    for tensor in made:
        grads = torch.autograd.grad(tensor.sum(), leaves, retain_graph=True, allow_unused=True)
        found.append(
            [torch.zeros_like(x) if g is None else g for x, g in zip(leaves, grads, strict=True)]
        )
    return found


def graph_gradients_of(solution, which, calls):
    """Some of d, e and L of each call, and their gradients by a, b and c."""
    found = []
    for leaves in calls:
        made = solution.graph(*leaves)
        if not isinstance(made, tuple) or len(made) != 3:
            return made
        chosen = [made[index] for index in which]
        if not all(isinstance(tensor, torch.Tensor) for tensor in chosen):
            return made
        with torch.enable_grad():
            found.append((chosen, gradients_of(chosen, leaves)))
    return found


def each(solution, name, calls):
    """What the function gives call by call, with its arguments as they are afterwards."""
    function = getattr(solution, name)
    return [(function(*arguments), arguments) for arguments in calls]


def gradients(solution, calls):
    """What `accumulated_gradient` gives call by call."""
    return [solution.accumulated_gradient(w, inputs) for w, inputs in calls]


def twice(solution, x, y, w, b):
    """What two calls with the same tensors give, both read after the second."""
    return [solution.bce_gradients(x, y, w, b) for _ in range(2)]


def bce_with_grads(solution, x, y, w, b, held):
    """The gradients, and those that w and b hold themselves: after the call, after a backward."""
    w.grad, b.grad = held
    made = solution.bce_gradients(x, y, w, b)
    after = [None if tensor.grad is None else tensor.grad.clone() for tensor in (w, b)]
    w.grad = b.grad = None
    with torch.enable_grad():
        (x @ w + b).sum().backward()
    return made, after, [w.grad, b.grad]


def tracked(solution, calls):
    """The gradient that a weighted sum of each x leaves in x, the values of x, and a device.

    It is that of what was returned, or of x, where that is no tensor.
    """
    found = []
    for x, weights in calls:
        made = solution.track_(x)
        place = made.device if isinstance(made, torch.Tensor) else x.device
        with torch.enable_grad():
            (x * weights).sum().backward()
        found.append((x.grad, x.detach(), place))
    return found


def track_handed_back(solution, x, weights):
    """The gradient that a sum of what was returned leaves in x, and x with its added dimension.

    A view of a tracked x leads back to x as well, but its shape is its own.
    """
    made = solution.track_(x)
    if not isinstance(made, torch.Tensor):
        return made, None, None
    values = made.detach().clone()
    with torch.enable_grad():
        (made * weights).sum().backward()
    grad = x.grad.clone()
    with torch.no_grad():
        made.unsqueeze_(0)
    return values, grad, x.detach()


def prediction_used(solution, x, w, b, v):
    """The prediction, and the gradients of a sum of it, weighted by v, in w, b and v."""
    made = solution.predict(x, w, b)
    if not isinstance(made, torch.Tensor):
        return made
    with torch.enable_grad():
        (made.clone() * v).sum().backward()  # of an inference tensor, the clone is an ordinary one
    return made.detach(), [w.grad, b.grad, v.grad]


def trained_after_predicting(solution, x, w, b):
    """The prediction, and the gradients of the same computation done after it, tracked."""
    made = solution.predict(x, w, b)
    with torch.enable_grad():
        (x @ w + b).sum().backward()
    return made, [w.grad, b.grad], [x, w.detach(), b.detach()]


def accumulated_from(solution, w, inputs, held):
    """What two calls give, the first for a w that holds a gradient already."""
    w.grad = held
    return [solution.accumulated_gradient(w, inputs) for _ in range(2)]


# --- inputs and verdicts ---


def same(student, reference, probe, *arguments, **tolerance):
    """Hold that the probe finds beside the student's code what it finds beside the reference."""
    agree(student.run(probe, *arguments), reference.run(probe, *arguments), **tolerance)


def same_everywhere(student, reference, devices, probe, *arguments, **tolerance):
    """Hold the same wherever the arguments lie."""
    for device in devices:
        same(student.on(device), reference.on(device), probe, *arguments, **tolerance)


def members(got, count):
    """Hold that `got` is a tuple of so many members; returns it."""
    holds(type(got) is tuple and len(got) == count, f"not a tuple of {count}: {shown(got, 500)}")
    return got


def scalars(rng, count):
    """Multiples of 1/8 away from zero: sums and products of a few are exact in float32."""
    return [rng.choice((-1, 1)) * rng.randint(3, 40) / 8 for _ in range(count)]


def leaves(rng, dtype=torch.float32):
    """a, b and c: leaf tensors of no dimensions that require grad."""
    return [torch.tensor(x, dtype=dtype, requires_grad=True) for x in scalars(rng, 3)]


def graph_calls(rng):
    return [leaves(rng), leaves(rng), leaves(rng, torch.float64)]


def linear(randn, x, w, b, dtype=torch.float32):
    """x, w and b of these shapes, w and b as leaves that require grad; logits stay moderate."""
    made = [(randn(*shape, 1) * 0.7)[..., 0].to(dtype) for shape in (x, w, b)]
    return made[0], made[1].requires_grad_(), made[2].requires_grad_()


def classified(randn, randint, *shapes, dtype=torch.float32):
    """x, y, w and b: an input, labels 0 and 1 in the shape of x @ w + b, and leaves."""
    x, w, b = linear(randn, *shapes, dtype)
    y = randint(0, 2, tuple((x @ w + b).shape)).to(dtype)
    return x, y, w, b


BATCH = (6, 4), (4,), ()
TABLE = (5, 3), (3, 2), (2,)
SINGLE = (5,), (5, 3), (3,)


# --- checks ---


@points(0.5, exercise="graph", hint="Return d, e and L, in this order.")
def test_graph_has_three_values(student, reference, rng):
    """`graph` gives d = 2b, e = a + d and L = c·e, as a tuple, and leaves a, b and c alone."""
    calls = graph_calls(rng)
    same(student, reference, each, "graph", calls)


@points(1, exercise="graph", hint="`.item()` and `.detach()` cut the graph behind d and e.")
def test_d_and_e_are_attached(student, reference, rng):
    """A backward pass from d, and one from e, reach the leaves that they depend on."""
    same(student, reference, graph_gradients_of, [0, 1], graph_calls(rng))


@points(1, exercise="graph", hint="`torch.tensor(...)` makes a new leaf: L would not know a.")
def test_loss_is_attached(student, reference, rng):
    """A backward pass from L reaches a, b and c."""
    same(student, reference, graph_gradients_of, [2], graph_calls(rng))


@points(0.5, exercise="graph", hint="A number needs no device: `2 * b` is done where b lies.")
def test_graph_on_any_device(student, reference, devices, rng):
    """On whatever device a, b and c lie, d, e and L are right, lie there, and lead back to them."""
    same_everywhere(student, reference, devices, graph_gradients_of, [0, 1, 2], [leaves(rng)])


@points(2, exercise="graph_gradients", hint="Go backward from L; the leaves hold the gradients.")
def test_gradients_of_the_graph(student, reference, rng):
    """`graph_gradients` gives dL/da, dL/db and dL/dc, as a tuple of three floats."""
    for _ in range(2):
        numbers = scalars(rng, 3)
        agree(student.graph_gradients(*numbers), reference.graph_gradients(*numbers))


@points(1, exercise="graph_gradients", hint="New leaves at each call hold no older gradient.")
def test_gradients_do_not_add_up(student, reference, rng):
    """A call gives the same whatever was called before it."""
    first, second = scalars(rng, 3), scalars(rng, 3)
    same(student, reference, each, "graph_gradients", [first, first, second, first])


@points(1.5, exercise="bce_gradients", hint="The mean over the batch, not the sum; logits go in.")
def test_gradients_of_a_batch(student, reference, randn, randint):
    """The gradients for x (N, D), y (N,), w (D,) and a b of no dimensions are right."""
    calls = [classified(randn, randint, *BATCH), classified(randn, randint, (1, 3), (3,), ())]
    calls.append(classified(randn, randint, *BATCH, dtype=torch.float64))
    same(student, reference, each, "bce_gradients", calls, **CLOSE)


@points(1, exercise="bce_gradients", hint="Take x @ w + b as it comes; autograd knows the shapes.")
def test_gradients_of_several_outputs(student, reference, randn, randint):
    """They are right for w (D, K), b (K,) and a y of as many outputs, one example or a batch."""
    calls = [classified(randn, randint, *shapes) for shapes in (SINGLE, TABLE)]
    same(student, reference, each, "bce_gradients", calls, **CLOSE)


@points(0.5, exercise="bce_gradients", hint="What you make on the way lies where x lies.")
def test_batch_gradients_on_any_device(student, reference, devices, randn, randint):
    """On whatever device the batch, w and b lie, the gradients are right and lie there."""
    calls = [classified(randn, randint, *BATCH)]
    same_everywhere(student, reference, devices, each, "bce_gradients", calls, **CLOSE)


@points(1, exercise="bce_gradients", hint="`backward` adds to `.grad`; a second call adds again.")
def test_second_call_gives_the_same(student, reference, randn, randint):
    """A second call with the same tensors gives the same gradients."""
    same(student, reference, twice, *classified(randn, randint, *BATCH), **CLOSE)


@points(1, exercise="bce_gradients", hint="See `torch.autograd.grad`, or use copies of w and b.")
def test_grad_is_left_as_it_was(student, reference, randn, randint):
    """The `.grad` of w and b is left alone: None stays None, and a tensor keeps its values."""
    tensors = classified(randn, randint, *BATCH)
    for held in ([None, None], [randn(4), randn(1)[0]]):
        same(student, reference, bce_with_grads, *tensors, held, **CLOSE)


def weighted(randn, *, tracked=False):
    """Pairs of an x and weights of its shape."""
    shapes, dtypes = ((3,), (2, 4), ()), (torch.float32, torch.float64)
    pairs = [(randn(*shape, 1)[..., 0], randn(*shape, 1)[..., 0]) for shape in shapes]
    return [
        (x.to(dtype).requires_grad_(tracked), weights.to(dtype))
        for x, weights in pairs
        for dtype in dtypes
    ]


@points(0.5, exercise="track_", hint="`requires_grad` belongs to x: set it there.")
def test_x_is_tracked(student, reference, randn):
    """After `track_(x)`, a backward pass leaves its gradient in x, whose values stay."""
    same(student, reference, tracked, weighted(randn))


@points(1, exercise="track_", hint="End with `return x`: no copy, and no view of it.")
def test_track_returns_x_itself(student, reference, randn):
    """`track_` returns the very tensor that it was given."""
    x, weights = randn(3, 4), randn(3, 4)
    made, grad, after = members(student.run(track_handed_back, x, weights), 3)
    want, want_grad, marked = reference.run(track_handed_back, x, weights)
    agree(made, want)
    agree(grad, want_grad)
    is_x = isinstance(after, torch.Tensor) and after.shape == marked.shape
    holds(is_x, f"the returned tensor is another than x; x afterwards: {shown(after, 500)}")


@points(1, exercise="track_", hint="Turn it on; do not turn it over.")
def test_tracking_stays_on(student, reference, randn):
    """A tensor that is tracked already stays so."""
    same(student, reference, tracked, weighted(randn, tracked=True) + weighted(randn))


@points(0.5, exercise="track_", hint="x stays where it is: nothing has to be moved or made.")
def test_tracks_on_any_device(student, reference, devices, randn):
    """`track_` tracks x on whatever device it lies."""
    same_everywhere(student, reference, devices, tracked, weighted(randn)[:1])


@points(0.5, exercise="predict", hint="x @ w is a product of matrices; b is added to every row.")
def test_prediction_is_linear(student, reference, randn):
    """`predict` gives the values of x @ w + b."""
    calls = [linear(randn, *shapes) for shapes in (BATCH, TABLE, SINGLE)]
    calls.append(linear(randn, *BATCH, torch.float64))
    same(student, reference, each, "predict", calls)


@points(0.5, exercise="predict", hint="Leave the prediction where it was made: no `.cpu()`.")
def test_predicts_on_any_device(student, reference, devices, randn):
    """On whatever device x, w and b lie, the prediction is right and lies there."""
    calls = [linear(randn, *BATCH), linear(randn, *TABLE)]
    same_everywhere(student, reference, devices, each, "predict", calls)


@points(1, exercise="predict", hint="See `torch.no_grad()`.")
def test_prediction_is_untracked(student, reference, randn):
    """A backward pass through the prediction does not reach w or b."""
    for shapes, size in ((BATCH, (6,)), (TABLE, (5, 2))):
        v = randn(*size).requires_grad_()
        same(student, reference, prediction_used, *linear(randn, *shapes), v)


@points(1, exercise="predict", hint="`w.requires_grad_(False)` changes a w that is not yours.")
def test_w_and_b_can_still_be_trained(student, reference, randn):
    """After `predict`, w and b have their values and require grad as before."""
    for shapes in (BATCH, TABLE):
        same(student, reference, trained_after_predicting, *linear(randn, *shapes))


def weights_and_inputs(randn, rows, size, dtype=torch.float32):
    """w (D,), a leaf that requires grad, and inputs (N, D)."""
    return randn(size).to(dtype).requires_grad_(), randn(rows, size).to(dtype)


@points(1.5, exercise="accumulated_gradient", hint="The gradients of all rows are summed.")
def test_rows_add_up(student, reference, randn):
    """The result is the sum over all rows of the gradients of (w · row)²."""
    calls = [weights_and_inputs(randn, rows, size) for rows, size in ((5, 3), (1, 4), (4, 1))]
    calls.append(weights_and_inputs(randn, 3, 2, torch.float64))
    same(student, reference, each, "accumulated_gradient", calls, **CLOSE)


@points(1, exercise="accumulated_gradient", hint="Set `w.grad = None` first, or use a copy of w.")
def test_accumulation_starts_from_none(student, reference, randn):
    """What w held in `.grad` before the call, from a first call too, does not enter the result."""
    w, inputs = weights_and_inputs(randn, 4, 3)
    same(student, reference, accumulated_from, w, inputs, randn(3), **CLOSE)


@points(0.5, exercise="accumulated_gradient", hint="A sum begins with `torch.zeros_like(w)`.")
def test_accumulates_on_any_device(student, reference, devices, randn):
    """On whatever device w and the rows lie, the gradient is right and lies there."""
    calls = [weights_and_inputs(randn, 4, 3)]
    same_everywhere(student, reference, devices, gradients, calls, **CLOSE)
