"""Hidden checks: tensors.

What takes tensors is also asked on a machine with a GPU, real or pretended (`devices`). Where a
value was made cannot be shown, only where it lies in the end.
"""

import torch

from grader.checks import agree, holds, points, shown, tensor

DRAWS = (64, 64)  # of a sample whose distribution is judged
ROUTE = 1e-3  # float32 loses digits on some right ways to a determinant or a singular value


# --- evidence: what runs beside the student's code ---


def each(solution, name, calls):
    """What the function gives call by call, with its arguments as they are afterwards."""
    function = getattr(solution, name)
    return [(function(*arguments), arguments) for arguments in calls]


def array_written_later(solution, array, later):
    array = array.copy()
    made = solution.from_numpy(array)
    array[...] = later
    return made


def slice_written_later(solution, array, later):
    whole = array.copy()
    made = solution.from_numpy(whole[1:, ::2])
    whole[...] = later
    return made


def tensor_written_later(solution, array, value):
    array = array.copy()
    solution.from_numpy(array).fill_(value)
    return array


def sums_or_refusals(solution, pairs):
    answers = []
    for a, b in pairs:
        try:
            answers.append(solution.add_same_shape(a, b))
        except ValueError:
            answers.append("ValueError")
    return answers


def pretend(function, answer):
    """Let an `is_available` answer so, however the solution imported it; returns the undoing."""
    plain = getattr(function, "__wrapped__", function)  # mps: behind a cache
    old = plain.__code__
    plain.__code__ = ((lambda: True) if answer else (lambda: False)).__code__
    getattr(function, "cache_clear", list)()
    return old


def restore(function, old):
    getattr(function, "__wrapped__", function).__code__ = old
    getattr(function, "cache_clear", list)()


def device_where(solution, cuda, mps):
    old_cuda = pretend(torch.cuda.is_available, cuda)
    old_mps = pretend(torch.backends.mps.is_available, mps)
    try:
        return solution.best_device()
    finally:
        restore(torch.cuda.is_available, old_cuda)
        restore(torch.backends.mps.is_available, old_mps)


# --- verdicts ---


def answers(student, name, *calls):
    """What the student's function gives for each call; holds that it left its arguments alone.

    All calls go in one probe: a probe costs a process of its own.
    """
    got = student.run(each, name, list(calls))
    holds(type(got) is list and len(got) == len(calls), f"not {len(calls)} answers")
    pairs = [members(pair, 2) for pair in got]
    for (_, after), before in zip(pairs, calls, strict=True):
        agree(after, before)
    return [answer for answer, _ in pairs]


def same_answers(student, reference, name, *calls):
    """Hold that the student's function gives for each call what the reference gives."""
    for got, arguments in zip(answers(student, name, *calls), calls, strict=True):
        agree(got, getattr(reference, name)(*arguments))


def same_everywhere(student, reference, devices, name, *calls, **tolerance):
    """Hold the same wherever the arguments lie."""
    for device in devices:
        got = student.on(device).run(each, name, list(calls))
        agree(got, reference.on(device).run(each, name, list(calls)), **tolerance)


def normal(randn, shape, dtype=torch.float32):
    """Values around 0, some tens wide, of any shape and dtype."""
    return (randn(*shape, 1) * 9)[..., 0].to(dtype)


def looks_uniform(sample, low, high):
    """Hold that `sample` looks drawn from [low, high): a right solution fails once in 10^12.

    The distance of the sample's distribution function from the uniform one stays below e but
    with probability 2 exp(-2 n e^2) (Dvoretzky, Kiefer, Wolfowitz 1956; Massart 1990): 2e-14
    for n = 4096, e = 0.0625. Neighbours are uncorrelated: |r| < 0.12 but with 2e-14. The upper
    end is allowed: float32 rounds up to it now and then. With a bound that holds for every
    uniform generator there is nothing to calibrate.
    """
    flat = ((sample.double().flatten() - low) / (high - low)).tolist()
    n = len(flat)
    holds(all(-1e-6 <= value <= 1 + 1e-6 for value in flat), f"outside [{low}, {high}): {sample}")
    steps = enumerate(sorted(flat))
    distance = max(max((i + 1) / n - value, value - i / n) for i, value in steps)
    holds(distance < 0.0625, f"not uniform in [{low}, {high}): distance {distance:.3f}")
    x = torch.tensor(flat, dtype=torch.float64)
    correlation = torch.corrcoef(torch.stack([x[:-1], x[1:]]))[0, 1].item()
    holds(abs(correlation) < 0.12, f"neighbours correlate: {correlation:.3f}")


def members(got, count):
    """Hold that `got` is a tuple of so many members; returns it."""
    holds(type(got) is tuple and len(got) == count, f"not a tuple of {count}: {shown(got, 500)}")
    return got


def fact(got, key):
    """Hold that `got` is a dict with this key; returns its value."""
    holds(type(got) is dict and key in got, f"no {key!r} in {shown(got, 500)}")
    return got[key]


def square(rand, size, dtype=torch.float32):
    """A matrix with entries in [-0.95, 0.95]: away from the ends, where asin is steep."""
    return rand(size, size, dtype=dtype) * 1.9 - 0.95


# --- checks ---


@points(1, exercise="zeros", hint="`torch.zeros` takes the sizes and gives float32 by default.")
def test_zeros_fill_the_shape(student, reference, rng):
    """`zeros` gives float32 zeros of shape (rows, cols), whatever the sizes."""
    sizes = (rng.randint(4, 9), rng.randint(10, 15)), (6, 1), (0, rng.randint(2, 5))
    same_answers(student, reference, "zeros", *sizes)


@points(1, exercise="ones_int16", hint="Ask for the dtype when the tensor is made: `dtype=...`.")
def test_ones_are_int16(student, reference, rng):
    """`ones_int16` gives int16 ones of shape (rows, cols), whatever the sizes."""
    sizes = (rng.randint(4, 9), rng.randint(10, 15)), (1, 6), (rng.randint(2, 5), 0)
    same_answers(student, reference, "ones_int16", *sizes)


@points(1, exercise="from_data", hint="Every level of nesting becomes one dimension.")
def test_data_keep_shape_and_values(student, reference, randint):
    """`from_data` keeps the values and the nesting of the list, and leaves the list alone."""
    shapes = (5,), (3, 4), (2, 3, 2), (1, 1), (0,)
    lists = [(randint(-(10**9), 10**9, shape).tolist(),) for shape in shapes]
    same_answers(student, reference, "from_data", *lists)


@points(1, exercise="from_data", hint="`torch.tensor` infers the dtype; `torch.Tensor` does not.")
def test_dtype_is_inferred(student, reference, randint, randn):
    """`from_data` leaves the choice of the dtype to PyTorch: int64, float32 or bool."""
    whole, broken = randint(-50, 50, (2, 3)).tolist(), randn(2, 3).tolist()
    lists = whole, broken, [[True, False], [False, False]], [whole[0], broken[0]]
    same_answers(student, reference, "from_data", *((data,) for data in lists))


@points(1, exercise="from_numpy", hint="A float64 array gives a float64 tensor: nothing converts.")
def test_array_keeps_its_dtype(student, reference, randint):
    """`from_numpy` gives a tensor with the array's dtype, shape and values."""
    arrays = [
        randint(0, 2 if dtype == "bool" else 100, (3, 4)).numpy().astype(dtype)
        for dtype in ("float64", "float32", "int32", "int64", "uint8", "bool")
    ]
    same_answers(student, reference, "from_numpy", *((array,) for array in arrays))


@points(1, exercise="from_numpy", hint="`torch.tensor` always copies. Which functions do not?")
def test_memory_is_shared(student, reference, randn):
    """What is written to the array after `from_numpy` shows in the tensor, and the reverse."""
    array, later = randn(4, 6).numpy(), randn(4, 6).numpy()
    value = float(randn(1))
    for probe, written in (
        (array_written_later, later),
        (slice_written_later, later),
        (tensor_written_later, value),
    ):
        agree(student.run(probe, array, written), reference.run(probe, array, written))


@points(1, exercise="ones_and_rand_like", hint="`torch.ones_like` copies shape, dtype and device.")
def test_ones_are_like_x(student, randn):
    """The ones have the shape and the dtype of x, and x stays as it was."""
    dtypes = torch.int64, torch.bool, torch.float64, torch.float32
    shapes = (3, 5), (2, 1, 4), (), (0, 3)
    calls = [(normal(randn, shape, dtype),) for dtype in dtypes for shape in shapes]
    got = answers(student, "ones_and_rand_like", *calls)
    for pair, (x,) in zip(got, calls, strict=True):
        agree(members(pair, 2)[0], torch.ones(x.shape, dtype=x.dtype))


@points(1, exercise="ones_and_rand_like", hint="An integer dtype has no room for [0, 1): name one.")
def test_rand_is_float32_whatever_x_is(student, randn):
    """The random tensor is float32, uniform in [0, 1), whatever the dtype of x."""
    dtypes = torch.float32, torch.int64, torch.bool, torch.float64
    calls = [(normal(randn, DRAWS, dtype),) for dtype in dtypes]
    for pair in answers(student, "ones_and_rand_like", *calls):
        drawn = tensor(members(pair, 2)[1], shape=DRAWS, dtype=torch.float32)
        looks_uniform(drawn, 0.0, 1.0)
    shapes = (), (0, 3), (2, 3, 4)
    small = [(normal(randn, shape),) for shape in shapes]
    for pair, shape in zip(answers(student, "ones_and_rand_like", *small), shapes, strict=True):
        tensor(members(pair, 2)[1], shape=shape, dtype=torch.float32)


@points(1, exercise="ones_and_rand_like", hint="The functions that end in `_like` keep the device.")
def test_pair_lives_where_x_lives(student, devices, randn):
    """Both tensors lie on the device of x."""
    x = randn(3, 2)
    for device in devices:
        ones, drawn = members(student.on(device).ones_and_rand_like(x), 2)
        tensor(ones, shape=(3, 2), dtype=torch.float32, device=device)
        agree(ones.tolist(), torch.ones(3, 2).tolist())
        tensor(drawn, shape=(3, 2), dtype=torch.float32, device=device)


def seeds_and_sizes(rng):
    """Two calls of `repeatable_pair` that nobody has seen."""
    return [(rng.randrange(1000, 10**6), rng.randint(3, 6), rng.randint(7, 9)) for _ in range(2)]


def same_draws(student, reference, calls, which):
    """Hold that one of the three draws is, bit for bit, the reference's."""
    for got, call in zip(answers(student, "repeatable_pair", *calls), calls, strict=True):
        want = reference.repeatable_pair(*call)
        agree(members(got, 3)[which], want[which], rtol=0, atol=0)


@points(1, exercise="repeatable_pair", hint="First the seed, by `torch.manual_seed`, then r1.")
def test_first_draw_follows_the_seed(student, reference, rng):
    """r1 is what `torch.manual_seed(seed)` and then `torch.rand(rows, cols)` give."""
    same_draws(student, reference, seeds_and_sizes(rng), 0)


@points(1, exercise="repeatable_pair", hint="Between r1 and r2 nothing is seeded.")
def test_second_draw_is_the_next(student, reference, rng):
    """r2 is the draw that follows r1, with no new seed in between."""
    same_draws(student, reference, seeds_and_sizes(rng), 1)


@points(1, exercise="repeatable_pair", hint="Set the seed again before r3: it begins anew.")
def test_third_draw_repeats_the_first(student, reference, rng):
    """r3, drawn after seeding again, has the values that the seed gave first."""
    same_draws(student, reference, seeds_and_sizes(rng), 2)


@points(1, exercise="describe", hint="The keys are shape, dtype and device; the shape is a tuple.")
def test_description_fits_the_tensor(student, reference, randint):
    """`describe` gives the shape as a tuple, the dtype as a `torch.dtype`, the device as text."""
    dtypes = torch.float32, torch.int16, torch.bool, torch.complex64
    shapes = (2, 5), (7,), (), (3, 0, 2)
    tensors = [(randint(0, 2, shape).to(dtype),) for dtype in dtypes for shape in shapes]
    same_answers(student, reference, "describe", *tensors)


@points(1, exercise="describe", hint="Ask the tensor where it lies: `x.device`.")
def test_description_follows_the_device(student, reference, devices, randn):
    """`describe` says where this very tensor lies."""
    x = randn(2, 3)
    for device in devices:
        got, want = student.on(device).describe(x), reference.describe(x)
        named = fact(got, "device")
        holds(
            named in (str(device), f"{device}:0"),
            f"x on {device}, described on {shown(named, 100)}",
        )
        agree(got, {**want, "device": named})


def uniform_draws(student, *calls):
    """Hold that `uniform_in` gives float32 tensors of the shapes asked, spread as asked."""
    got = answers(student, "uniform_in", *calls)
    for sample, (low, high, shape) in zip(got, calls, strict=True):
        looks_uniform(tensor(sample, shape=shape, dtype=torch.float32), low, high)


@points(1, exercise="uniform_in", hint="Multiply by the interval's length, then add its beginning.")
def test_draws_fill_the_interval(student, rng):
    """`uniform_in` draws float32 uniformly from all of [low, high), in the shape asked."""
    low = rng.randint(4, 40) / 4  # quarters are exact in float32, and so are the ends
    high = low + rng.randint(5, 20) / 4
    uniform_draws(student, (low, high, DRAWS), (low, high, (4096,)))
    tensor(student.uniform_in(low, high, (0, 3)), shape=(0, 3), dtype=torch.float32)


@points(1, exercise="uniform_in", hint="The length is high - low, also where both are negative.")
def test_bounds_may_be_negative(student, rng):
    """`uniform_in` takes negative bounds, and shapes of any number of dimensions."""
    low, above = -rng.randint(30, 40) / 4, rng.randint(5, 20) / 4
    uniform_draws(student, (low, -above, (4096,)), (low, above, (16, 4, 64)))


@points(0.5, exercise="add_same_shape", hint="`a + b` makes a new tensor; `a += b` changes a.")
def test_sums_element_by_element(student, reference, randn):
    """Tensors of one shape are added element by element, and stay as they were."""
    dtypes = torch.float32, torch.float64, torch.int64
    shapes = (3, 4), (5,), (), (2, 0)
    pairs = [
        (normal(randn, shape, dtype), normal(randn, shape, dtype))
        for dtype in dtypes
        for shape in shapes
    ]
    same_answers(student, reference, "add_same_shape", *pairs)


@points(0.5, exercise="add_same_shape", hint="Whatever you make on the way: `device=a.device`.")
def test_sum_lies_where_its_terms_lie(student, reference, devices, randn):
    """On any device, the sum is right and lies where a and b lie."""
    same_everywhere(student, reference, devices, "add_same_shape", (randn(3, 4), randn(3, 4)))


@points(1, exercise="add_same_shape", hint="Compare the shapes first; raise ValueError yourself.")
def test_refuses_to_broadcast(student, reference, randn):
    """Where the shapes differ, `add_same_shape` raises ValueError, even if PyTorch could add."""
    shapes = [((3, 4), (3, 4)), ((3, 1), (1, 4)), ((4,), (3, 4)), ((1,), ()), ((2, 6), (6, 2))]
    pairs = [(normal(randn, one), normal(randn, other)) for one, other in shapes]
    got = student.run(sums_or_refusals, pairs)
    agree(got, reference.run(sums_or_refusals, pairs))


def facts(student, reference, keys, *matrices, tolerance=None):
    """Hold that under these keys the facts of each matrix are the reference's."""
    got = answers(student, "matrix_facts", *((r,) for r in matrices))
    for one, r in zip(got, matrices, strict=True):
        want = reference.matrix_facts(r)
        for key in keys:
            agree(fact(one, key), want[key], rtol=tolerance, atol=tolerance)


@points(0.5, exercise="matrix_facts", hint="`torch.abs` and `torch.asin` work entry by entry.")
def test_abs_and_asin_of_each_entry(student, reference, rand):
    """`abs` and `asin` hold the absolute value and the arc sine of each entry."""
    facts(student, reference, ("abs", "asin"), square(rand, 4))


@points(0.5, exercise="matrix_facts", hint="See `torch.linalg.det`.")
def test_determinant(student, reference, rand):
    """`det` is the determinant, a tensor of no dimensions."""
    matrices = (square(rand, size) for size in (2, 3, 5))
    facts(student, reference, ("det",), *matrices, tolerance=ROUTE)


@points(0.5, exercise="matrix_facts", hint="See `torch.linalg.svdvals`: no U and no V are needed.")
def test_singular_values_descend(student, reference, rand):
    """`singular_values` holds them from the largest to the smallest."""
    matrices = square(rand, 3), square(rand, 5)
    facts(student, reference, ("singular_values",), *matrices, tolerance=ROUTE)


@points(0.5, exercise="matrix_facts", hint="The sample's deviation divides by n - 1, not by n.")
def test_std_is_of_the_sample(student, reference, rand):
    """`std` is the standard deviation of the sample, over all entries."""
    facts(student, reference, ("std",), square(rand, 2), square(rand, 3))


@points(0.5, exercise="matrix_facts", hint="The largest entry is not the largest absolute value.")
def test_mean_and_max_of_all_entries(student, reference, rand):
    """`mean` and `max` are those of all entries, also where all of them are negative."""
    negative = -rand(3, 3) * 0.9 - 0.05
    facts(student, reference, ("mean", "max"), square(rand, 4), negative)


@points(0.25, exercise="matrix_facts", hint="NumPy sees the CPU alone; PyTorch has all seven.")
def test_facts_lie_where_r_lies(student, reference, devices, rand):
    """On any device, all seven facts are right and lie where r lies."""
    r = square(rand, 3)
    for device in devices:
        got, want = student.on(device).matrix_facts(r), reference.on(device).matrix_facts(r)
        for key in want:
            agree(fact(got, key), want[key], rtol=ROUTE, atol=ROUTE)


@points(0.25, exercise="matrix_facts", hint="`.item()` and `r.abs_()` are both out of place here.")
def test_facts_are_tensors_and_r_is_untouched(student, reference, rand):
    """All seven facts are tensors of r's dtype, and r stays as it was."""
    r = square(rand, 3, torch.float64)
    (got,), want = answers(student, "matrix_facts", (r,)), reference.matrix_facts(r)
    for key in want:
        tensor(fact(got, key), shape=want[key].shape, dtype=torch.float64)
    agree(got["abs"], want["abs"])


def devices(solution, cases):
    """What `best_device` says where CUDA and MPS are there or not, case by case."""
    return [solution.run(device_where, cuda, mps) for cuda, mps in cases]


@points(1, exercise="best_device", hint="Ask `torch.cuda.is_available()` first, when called.")
def test_cuda_comes_first(student, reference):
    """`best_device` says "cuda" wherever CUDA is there, and "cpu" where nothing else is."""
    cases = [(True, True), (True, False), (False, False)]
    agree(devices(student, cases), devices(reference, cases))


@points(1, exercise="best_device", hint="After CUDA, ask `torch.backends.mps.is_available()`.")
def test_mps_comes_before_cpu(student, reference):
    """`best_device` says "mps" where there is MPS and no CUDA."""
    cases = [(False, True), (True, True), (False, False)]
    agree(devices(student, cases), devices(reference, cases))


@points(1, exercise="to_device", hint="`x.to(device)` returns the tensor there: return that.")
def test_tensor_moves_there(student, reference, devices, randn, randint):
    """`to_device` gives the tensor on the device that was named, and leaves x where it was."""
    tensors = randn(3, 4), randint(0, 9, (2, 0)), randint(-9, 9, ())
    same_answers(student, reference, "to_device", *((x, "cpu") for x in tensors))
    ways = [(x, name) for x in tensors for name in ("cpu", "cuda")]
    same_everywhere(student, reference, devices, "to_device", *ways)
