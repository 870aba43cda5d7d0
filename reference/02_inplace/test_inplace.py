"""Hidden checks: in-place operators.

What is judged is never that the student's process says "the same tensor", but what shows it: a
value written through one name and read through another, a dimension added to what was returned
that then stands in the argument too.

Two things cannot be shown. A copy that is made and thrown away, except of the size that
`scale_rows_` rules out and by PyTorch (one that NumPy makes, or one in pieces, is not seen). The
way in which `transpose_` works: whether strides are exchanged or numbers moved, both are in place.
What is asked on a machine with a GPU (`devices`) is asked of a pretended one where there is none.
"""

import torch

from grader.checks import agree, holds, points, shown

SHAPES = (3, 4), (5,), (2, 3, 4), (0, 3)


# --- evidence: what runs beside the student's code ---


def changed(solution, name, calls):
    """The first argument of each call afterwards, through an alias taken before it."""
    seen = []
    for x, *rest in calls:
        alias = x.view_as(x)
        getattr(solution, name)(x, *rest)
        seen.append(alias)
    return seen


def worked(solution, name, x, *rest):
    """x after the call, and the device of what was returned: that of x, where it is no tensor."""
    made = getattr(solution, name)(x, *rest)
    return x, made.device if isinstance(made, torch.Tensor) else x.device


def changed_parts(solution, name, calls):
    """Whole tensors after calls with a part of each: a slice with steps, then a transpose."""
    seen = []
    for index, (whole, *rest) in enumerate(calls):
        part = whole.t() if index % 2 else whole[1:-1, ::2]
        getattr(solution, name)(part, *rest)
        seen.append(whole)
    return seen


def handed_back(solution, name, x, *rest):
    """What was returned, and x after the returned tensor was given one dimension more.

    The dimension is x's too only where both are one tensor: a view shares values, not a shape.
    """
    made = getattr(solution, name)(x, *rest)
    if not isinstance(made, torch.Tensor):
        return made, None
    values = made.clone()
    with torch.no_grad():
        made.unsqueeze_(0)
    return values, x


def arguments_after(solution, name, calls):
    """The first argument of each call."""
    for x, *rest in calls:
        getattr(solution, name)(x, *rest)
    return [x for x, *_ in calls]


def written_through(solution, whole, value):
    """Transpose a part of `whole`: its values, then part and whole once an alias was filled."""
    part = whole[1:-1, ::2]
    alias = part.view_as(part)
    solution.transpose_(part)
    values = part.clone()
    alias.fill_(value)
    return values, part, whole


def tensors_in(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, list | tuple):
        return [found for item in value for found in tensors_in(item)]
    return []


def largest_beside(solution, x, factors):
    """x after the call, and the bytes of the largest other tensor that PyTorch met in it."""
    from torch.utils._python_dispatch import TorchDispatchMode

    own, sizes = x.untyped_storage().data_ptr(), [0]

    def watch(self, operation, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        made = operation(*args, **kwargs)
        for met in tensors_in([args, list(kwargs.values()), made]):
            storage = met.untyped_storage()
            if storage.data_ptr() != own:
                sizes.append(storage.nbytes())
        return made

    alias = x.view_as(x)
    # PyTorch would import its compiler, as much again as all of itself, only to leave `watch` out.
    uncompiled = {"__torch_dispatch__": watch, "_should_skip_dynamo": lambda: False}
    with type("Watch", (TorchDispatchMode,), uncompiled)():
        solution.scale_rows_(x, factors)
    return alias, max(sizes)


def clamped(solution, calls):
    """Each result with x as it is afterwards, through an alias taken before the call."""
    seen = []
    for x, low, high in calls:
        alias = x.view_as(x)
        seen.append((solution.clamp_copy(x, low, high), alias))
    return seen


def clamped_and_written(solution, calls, value):
    """x after the result was filled, and the result after x was: for slices of each x too."""
    seen = []
    for whole, low, high in calls:
        for x in (whole, whole[1:, ::2]):
            made = solution.clamp_copy(x, low, high)
            if not isinstance(made, torch.Tensor):
                return made
            values = made.clone()
            with torch.inference_mode():  # a result may be an inference tensor
                made.fill_(value)
                kept = x.clone()
                made.copy_(values)
                x.fill_(value)
            seen.append((kept, made.clone()))
            x.copy_(kept)
    return seen


def parameters(starts, grads):
    """Leaves that require grad, with the gradient that each is given, or none."""
    leaves = []
    for index, (start, grad) in enumerate(zip(starts, grads, strict=True)):
        leaf = start.clone().requires_grad_()
        leaf = torch.nn.Parameter(start.clone()) if index % 2 else leaf
        leaf.grad = None if grad is None else grad.clone()
        leaves.append(leaf)
    return leaves


def stepped(solution, starts, grads, lr):
    """Values after a step."""
    leaves = parameters(starts, grads)
    solution.sgd_step_(leaves[:], lr)
    return [leaf.detach() for leaf in leaves]


def stepped_storage(solution, starts, grads, lr):
    """Aliases taken before a step, read after it; then parameters, once the aliases are halved."""
    leaves = parameters(starts, grads)
    aliases = [leaf.detach() for leaf in leaves]
    solution.sgd_step_(leaves[:], lr)
    read = [alias.clone() for alias in aliases]
    for alias in aliases:
        alias.mul_(0.5)
    return read, [leaf.detach() for leaf in leaves]


def stepped_and_used(solution, starts, grads, lr, weights):
    """Values after a step, and the gradients of a weighted sum of the parameters afterwards."""
    leaves = parameters(starts, grads)
    solution.sgd_step_(leaves[:], lr)
    values = [leaf.detach().clone() for leaf in leaves]
    for leaf, weight in zip(leaves, weights, strict=True):
        leaf.grad = None
        with torch.enable_grad():
            (leaf * weight).sum().backward()
    return values, [leaf.grad for leaf in leaves]


def stepped_grads(solution, starts, grads, lr):
    """Values and gradients after a step; a gradient that is None is given as zeros."""
    leaves = parameters(starts, grads)
    solution.sgd_step_(leaves[:], lr)
    left = [torch.zeros_like(leaf) if leaf.grad is None else leaf.grad for leaf in leaves]
    return [leaf.detach() for leaf in leaves], left


# --- inputs and verdicts ---


def same(student, reference, probe, *arguments):
    """Hold that the probe finds beside the student's code what it finds beside the reference."""
    agree(student.run(probe, *arguments), reference.run(probe, *arguments))


def same_everywhere(student, reference, devices, probe, *arguments):
    """Hold the same wherever the arguments lie."""
    for device in devices:
        agree(
            student.on(device).run(probe, *arguments), reference.on(device).run(probe, *arguments)
        )


def returns_x_itself(student, reference, name, x, *rest):
    """Hold that what the function returns has the right values, and is x and not its like."""
    got = student.run(handed_back, name, x, *rest)
    want, marked = reference.run(handed_back, name, x, *rest)
    made, after = members(got, 2)
    agree(made, want)
    is_x = isinstance(after, torch.Tensor) and after.shape == marked.shape
    holds(is_x, f"the returned tensor is another than x; x afterwards: {shown(after, 500)}")


def members(got, count):
    """Hold that `got` is a tuple of so many members; returns it."""
    holds(type(got) is tuple and len(got) == count, f"not a tuple of {count}: {shown(got, 500)}")
    return got


def quarter(rng, low, high):
    """A multiple of 1/4 between `low` and `high`: exact in every dtype used here."""
    return rng.randint(int(low * 4), int(high * 4)) / 4


def mixed(randn, *shape, dtype=torch.float32):
    """Values on both sides of zero and away from it, and two zeros in the corners."""
    x = randn(*shape, dtype=dtype)
    x = x + torch.where(x < 0, -0.1, 0.1).to(dtype)
    if x.numel():
        x.reshape(-1)[0] = x.reshape(-1)[-1] = 0
    return x


# --- checks ---


@points(0.5, exercise="add_five_", hint="`x + 5` makes a new tensor; `x.add_(5)` changes x.")
def test_adds_in_place(student, reference, randn, randint):
    """`add_five_` adds 5 to every element of its own argument, whatever the shape and the dtype."""
    floats = [(randn(*shape, dtype=d),) for shape in SHAPES for d in (torch.float32, torch.float64)]
    integers = [(randint(-50, 50, shape),) for shape in SHAPES]
    same(student, reference, changed, "add_five_", floats + integers)


@points(0.5, exercise="add_five_", hint="NumPy sees the CPU alone: use PyTorch's own operators.")
def test_adds_on_any_device(student, reference, devices, randn):
    """`add_five_` changes its argument on whatever device it lies."""
    same_everywhere(student, reference, devices, worked, "add_five_", randn(3, 4))


@points(1, exercise="add_five_", hint="`reshape` and `contiguous` may copy: change x directly.")
def test_adds_in_a_part_of_a_tensor(student, reference, randn):
    """Given a slice or a transpose, `add_five_` changes the tensor that it belongs to."""
    calls = [(randn(5, 6),), (randn(3, 4),)]
    same(student, reference, changed_parts, "add_five_", calls)


@points(1, exercise="add_five_", hint="End with `return x`: no copy, and no view of it.")
def test_add_returns_x_itself(student, reference, randn):
    """`add_five_` returns the very tensor that it was given."""
    returns_x_itself(student, reference, "add_five_", randn(3, 4))


@points(0.5, exercise="transpose_", hint="`x.t()` gives another tensor; x must get its new shape.")
def test_transposes_its_argument(student, reference, randn, randint):
    """After `transpose_(x)`, x itself has shape (columns, rows), and its rows are its columns."""
    shapes = (3, 5), (4, 4), (1, 6), (0, 3)
    calls = [(randn(*shape),) for shape in shapes] + [(randint(-9, 9, (2, 7)),)]
    same(student, reference, arguments_after, "transpose_", calls)


@points(0.5, exercise="transpose_", hint="Nothing has to be made anew, on any device.")
def test_transposes_on_any_device(student, reference, devices, randn):
    """`transpose_` transposes x on whatever device it lies, and leaves it there."""
    same_everywhere(student, reference, devices, worked, "transpose_", randn(3, 5))


@points(1, exercise="transpose_", hint="A transpose needs no new memory: see `x.transpose_(0, 1)`.")
def test_transpose_keeps_the_memory(student, reference, randn):
    """The transposed x still lies in the memory where it was, also if x is a slice."""
    same(student, reference, written_through, randn(5, 7), float(randn(1)))


@points(1, exercise="transpose_", hint="`x.T` is another tensor on the same memory: return x.")
def test_transpose_returns_x_itself(student, reference, randn):
    """`transpose_` returns the very tensor that it was given."""
    returns_x_itself(student, reference, "transpose_", randn(3, 4))


@points(0.5, exercise="scale_rows_", hint="(N,) meets the columns of (N, M): make it (N, 1).")
def test_scales_each_row(student, reference, randn):
    """Row i of x is multiplied by factors[i], also where x is square."""
    sizes = [(3, 5), (4, 4), (1, 3), (5, 1), (0, 2)]
    calls = [(randn(n, m), randn(n)) for n, m in sizes]
    calls.append((randn(2, 3, dtype=torch.float64), randn(2, dtype=torch.float64)))
    same(student, reference, changed, "scale_rows_", calls)


@points(
    0.5, exercise="scale_rows_", hint="What you make on the way is made with `device=x.device`."
)
def test_scales_on_any_device(student, reference, devices, randn):
    """`scale_rows_` scales x on whatever device x and factors lie."""
    given = ("scale_rows_", randn(4, 4), randn(4))
    same_everywhere(student, reference, devices, worked, *given)


@points(1, exercise="scale_rows_", hint="Multiply with an operation that ends in `_`, on x itself.")
def test_scales_rows_of_a_part(student, reference, randn):
    """Given a slice or a transpose, `scale_rows_` changes the tensor that it belongs to."""
    calls = [(randn(5, 7), randn(3)), (randn(3, 4), randn(4))]
    same(student, reference, changed_parts, "scale_rows_", calls)


@points(1, exercise="scale_rows_", hint="`x * f` fills a whole new tensor first; `x.mul_(f)` none.")
def test_scales_without_a_copy(student, reference, randn):
    """`scale_rows_` makes no tensor as large as x on its way."""
    x, factors = randn(16, 48), randn(16)
    got = members(student.run(largest_beside, x, factors), 2)
    agree(got[0], reference.run(largest_beside, x, factors)[0])
    size = x.numel() * x.element_size()
    frugal = type(got[1]) is int and got[1] < size
    holds(frugal, f"x has {size} bytes, the largest other tensor {shown(got[1], 100)}")


@points(1, exercise="scale_rows_", hint="End with `return x`: no copy, and no view of it.")
def test_scale_returns_x_itself(student, reference, randn):
    """`scale_rows_` returns the very tensor that it was given."""
    returns_x_itself(student, reference, "scale_rows_", randn(3, 4), randn(3))


@points(0.5, exercise="replace_negatives_", hint="Zero is not negative, and value may be.")
def test_replaces_what_is_below_zero(student, reference, randn, rng):
    """Negative elements become `value`, all others stay, zeros too, and all of it in x itself."""
    values = 0.0, quarter(rng, 0.5, 9), -quarter(rng, 0.5, 9)
    calls = [
        (mixed(randn, *shape, dtype=dtype), value)
        for shape in SHAPES
        for dtype, value in zip((torch.float32, torch.float64, torch.float32), values, strict=True)
    ]
    same(student, reference, changed, "replace_negatives_", calls)


@points(0.5, exercise="replace_negatives_", hint="A mask made of x lies where x lies.")
def test_replaces_on_any_device(student, reference, devices, randn, rng):
    """`replace_negatives_` changes x on whatever device it lies."""
    given = ("replace_negatives_", mixed(randn, 3, 4), quarter(rng, 0.5, 9))
    same_everywhere(student, reference, devices, worked, *given)


@points(1, exercise="replace_negatives_", hint="`x[mask]` alone is a copy; `x[mask] = v` writes.")
def test_replaces_through_slices(student, reference, randn, rng):
    """Given a slice or a transpose, `replace_negatives_` changes the tensor that it belongs to."""
    calls = [(mixed(randn, n, m), quarter(rng, 0.5, 9)) for n, m in ((5, 6), (3, 4))]
    same(student, reference, changed_parts, "replace_negatives_", calls)


@points(1, exercise="replace_negatives_", hint="End with `return x`: no copy, and no view of it.")
def test_replace_returns_x_itself(student, reference, randn, rng):
    """`replace_negatives_` returns the very tensor that it was given."""
    x, value = mixed(randn, 3, 4), quarter(rng, 0.5, 9)
    returns_x_itself(student, reference, "replace_negatives_", x, value)


def clamp_calls(randn, rng, shapes):
    """Calls of `clamp_copy` between two bounds on either side, and on one side, of zero."""
    low, high = -quarter(rng, 0.25, 0.75), quarter(rng, 0.25, 0.75)
    bounds = (low, high), (high, high + 0.5), (low - 0.5, low)
    return [
        (randn(*shape, dtype=dtype), *pair)
        for shape in shapes
        for dtype in (torch.float32, torch.float64)
        for pair in bounds
    ]


@points(0.5, exercise="clamp_copy", hint="What is below `low` becomes `low`, above `high`, `high`.")
def test_clamps_between_the_bounds(student, reference, randn, rng):
    """The result has x's shape and dtype, and no value outside [low, high]."""
    calls = clamp_calls(randn, rng, SHAPES)
    got = student.run(clamped, calls)
    holds(type(got) is list and len(got) == len(calls), f"not {len(calls)} results")
    for pair, (want, _) in zip(got, reference.run(clamped, calls), strict=True):
        agree(members(pair, 2)[0], want)


@points(0.5, exercise="clamp_copy", hint="`torch.empty_like(x)` lies where x lies; others ask.")
def test_clamps_on_any_device(student, reference, devices, randn, rng):
    """The result of `clamp_copy` is right on whatever device x lies, and lies there too."""
    calls = clamp_calls(randn, rng, [(3, 4)])
    same_everywhere(student, reference, devices, clamped, calls)


@points(1, exercise="clamp_copy", hint="`clamp_` changes x; `clamp`, without the `_`, copies.")
def test_clamp_leaves_x_alone(student, reference, randn, rng):
    """After `clamp_copy`, x holds what it held before."""
    same(student, reference, clamped, clamp_calls(randn, rng, [(3, 4), (6,)]))


@points(1, exercise="clamp_copy", hint="Where nothing needs clamping, a copy is due all the same.")
def test_clamp_shares_no_memory(student, reference, randn, rand, rng):
    """What is written to the result never shows in x, nor the reverse."""
    high = quarter(rng, 1, 3)
    inside = rand(4, 6) * (2 * high) - high
    calls = [(randn(4, 6), -0.25, 0.25), (inside, -high, high)]
    same(student, reference, clamped_and_written, calls, quarter(rng, 10, 20))


def start_and_grads(randn, *, without=()):
    """Starting values of four parameters, and their gradients but for those left `without`."""
    shapes = (3, 2), (4,), (2, 3, 2), (5,)
    starts = [randn(*shape) for shape in shapes]
    starts[1] = starts[1].double()
    grads = [randn(*shape).to(start.dtype) for shape, start in zip(shapes, starts, strict=True)]
    return starts, [None if i in without else grad for i, grad in enumerate(grads)]


@points(0.5, exercise="sgd_step_", hint="Against the gradient: p minus lr times p.grad.")
def test_steps_against_the_gradient(student, reference, randn, rng):
    """Each parameter becomes p - lr * p.grad."""
    lr = rng.uniform(0.1, 0.9)
    same(student, reference, stepped, *start_and_grads(randn), lr)


@points(0.5, exercise="sgd_step_", hint="Neither a parameter nor its gradient changes its device.")
def test_steps_on_any_device(student, reference, devices, randn, rng):
    """`sgd_step_` steps on whatever device the parameters lie, and leaves them there."""
    arguments = *start_and_grads(randn), rng.uniform(0.1, 0.9)
    same_everywhere(student, reference, devices, stepped, *arguments)


@points(1, exercise="sgd_step_", hint="`p.data = ...` gives p new memory; `-=` does not.")
def test_step_keeps_the_storage(student, reference, randn, rng):
    """The new values stand in the memory where the old ones were."""
    lr = rng.uniform(0.1, 0.9)
    same(student, reference, stepped_storage, *start_and_grads(randn), lr)


@points(0.5, exercise="sgd_step_", hint="After the step, `p.requires_grad` and `p.is_leaf` hold.")
def test_parameters_stay_leaves(student, reference, randn, rng):
    """After the step, a backward pass still leaves its gradient in each parameter."""
    starts, grads = start_and_grads(randn)
    weights = [randn(*start.shape).to(start.dtype) for start in starts]
    same(student, reference, stepped_and_used, starts, grads, rng.uniform(0.1, 0.9), weights)


@points(0.5, exercise="sgd_step_", hint="`p.grad` may be None: go on with the next parameter.")
def test_parameters_without_a_gradient_stay(student, reference, randn, rng):
    """A parameter without a gradient keeps its values, and the others take their step."""
    lr = rng.uniform(0.1, 0.9)
    same(student, reference, stepped, *start_and_grads(randn, without=(0, 2)), lr)


@points(1, exercise="sgd_step_", hint="Set `p.grad = None`, or fill it with zeros, after the step.")
def test_gradients_are_cleared(student, reference, randn, rng):
    """After the step every gradient is None or zero, so that the next backward starts anew."""
    lr = rng.uniform(0.1, 0.9)
    same(student, reference, stepped_grads, *start_and_grads(randn), lr)
    same(student, reference, stepped_grads, *start_and_grads(randn, without=(3,)), lr)
