"""Hidden checks of the benchmark: two an exercise, each with one probe of the student's code."""

from grader.checks import agree, points


def values(solution, x, name, *args):
    """What x became, and what was returned."""
    alias = x.view_as(x)
    result = getattr(solution, name)(x, *args)
    return alias, result


def same(solution, x, name, *args):
    """Where x's memory ended up, and whether x came back."""
    address = x.data_ptr()
    result = getattr(solution, name)(x, *args)
    return result is x, x.data_ptr() == address, x


def untouched(solution, x, low, high):
    """What x is after a copy was asked for and changed."""
    copy = solution.clamp_copy(x, low, high)
    copy.zero_()
    return x


def step(solution, start, grad, lr):
    """A parameter after one step, and one without a gradient."""
    p, q = start.clone().requires_grad_(), start.clone().requires_grad_()
    p.grad = grad
    solution.sgd_step_([p, q], lr)
    return p, q, p.is_leaf


def twice(solution, start, grad, lr):
    """A parameter after two steps with one gradient: the second finds none."""
    p = start.clone().requires_grad_()
    p.grad = grad
    solution.sgd_step_([p], lr)
    solution.sgd_step_([p], lr)
    return p


@points(1, exercise="add_five_")
def test_adds_in_place(student, reference, randn):
    """`add_five_` changes its argument."""
    x = randn(3, 4)
    got, want = (s.run(values, x, "add_five_") for s in (student, reference))
    agree(got, want)


@points(1, exercise="add_five_")
def test_add_returns_the_argument(student, reference, randn):
    """`add_five_` returns the tensor that it was given."""
    x = randn(2, 5)
    got, want = (s.run(same, x, "add_five_") for s in (student, reference))
    agree(got, want)


@points(1, exercise="transpose_")
def test_transposes_in_place(student, reference, randn):
    """`transpose_` changes its argument."""
    x = randn(3, 4)
    got, want = (s.run(same, x, "transpose_") for s in (student, reference))
    agree(got, want)


@points(1, exercise="transpose_")
def test_transposes_one_row(student, reference, randn):
    """`transpose_` turns a row into a column."""
    x = randn(1, 6)
    got, want = (s.run(same, x, "transpose_") for s in (student, reference))
    agree(got, want)


@points(1, exercise="scale_rows_")
def test_scales_rows_in_place(student, reference, randn):
    """`scale_rows_` multiplies row i by factor i."""
    x, factors = randn(3, 4), randn(3)
    got, want = (s.run(values, x, "scale_rows_", factors) for s in (student, reference))
    agree(got, want)


@points(1, exercise="scale_rows_")
def test_scales_square_rows(student, reference, randn):
    """`scale_rows_` scales rows and not columns."""
    x, factors = randn(4, 4), randn(4)
    got, want = (s.run(same, x, "scale_rows_", factors) for s in (student, reference))
    agree(got, want)


@points(1, exercise="replace_negatives_")
def test_replaces_in_place(student, reference, randn):
    """`replace_negatives_` changes its argument."""
    x = randn(5, 5)
    got, want = (s.run(values, x, "replace_negatives_", 0.5) for s in (student, reference))
    agree(got, want)


@points(1, exercise="replace_negatives_")
def test_keeps_what_is_not_negative(student, reference, rand):
    """`replace_negatives_` leaves other values alone."""
    x = rand(4)
    got, want = (s.run(same, x, "replace_negatives_", -1.0) for s in (student, reference))
    agree(got, want)


@points(1, exercise="clamp_copy")
def test_clamps(student, reference, randn):
    """`clamp_copy` holds values between the bounds."""
    x = randn(4, 3)
    agree(student.clamp_copy(x, -0.5, 0.5), reference.clamp_copy(x, -0.5, 0.5))


@points(1, exercise="clamp_copy")
def test_clamp_shares_no_memory(student, reference, randn):
    """`clamp_copy` leaves its argument alone."""
    x = randn(4, 3)
    got, want = (s.run(untouched, x, -0.5, 0.5) for s in (student, reference))
    agree(got, want)


@points(1, exercise="sgd_step_")
def test_steps_against_the_gradient(student, reference, randn):
    """`sgd_step_` moves parameters that have a gradient, and those alone."""
    start, grad = randn(3, 2), randn(3, 2)
    got, want = (s.run(step, start, grad, 0.1) for s in (student, reference))
    agree(got, want)


@points(1, exercise="sgd_step_")
def test_clears_the_gradient(student, reference, randn):
    """`sgd_step_` leaves no gradient behind."""
    start, grad = randn(3), randn(3)
    got, want = (s.run(twice, start, grad, 0.1) for s in (student, reference))
    agree(got, want)
