"""Public checks: tensors. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its function does.
"""

import numpy as np
import torch

from grader.checks import agree, holds, points, tensor


def write_and_look(solution, array, index, value):
    """Makes a tensor of the array, writes into the array, and gives the tensor."""
    array = array.copy()
    made = solution.from_numpy(array)
    array[index] = value
    return made


def answer_or_error(solution, a, b):
    """The sum, or "ValueError" where that is what was raised."""
    try:
        return solution.add_same_shape(a, b)
    except ValueError:
        return "ValueError"


def call_and_keep(solution, name, *args):
    """What a function gives, with its arguments as they are afterwards."""
    return getattr(solution, name)(*args), args


@points(0.5, exercise="zeros", hint="`torch.zeros(rows, cols)` has the dtype asked for already.")
def test_two_rows_of_three_zeros(student):
    """`zeros(2, 3)` is a float32 tensor of two rows and three columns."""
    agree(student.zeros(2, 3), torch.tensor([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))


@points(0.5, exercise="zeros", hint="Rows come first, then columns.")
def test_one_row_of_zeros(student):
    """`zeros(1, 4)` has one row."""
    agree(student.zeros(1, 4), torch.tensor([[0.0, 0.0, 0.0, 0.0]]))


@points(0.5, exercise="ones_int16", hint="Give the dtype when you make the tensor.")
def test_three_rows_of_two_ones(student):
    """`ones_int16(3, 2)` holds six ones of dtype int16."""
    agree(student.ones_int16(3, 2), torch.tensor([[1, 1], [1, 1], [1, 1]], dtype=torch.int16))


@points(0.5, exercise="ones_int16", hint="One row and one column still make a matrix.")
def test_a_single_one_is_a_matrix(student):
    """`ones_int16(1, 1)` has shape (1, 1)."""
    agree(student.ones_int16(1, 1), torch.tensor([[1]], dtype=torch.int16))


@points(1, exercise="from_data", hint="A list of integers gives int64.")
def test_a_list_of_integers(student):
    """`from_data([[1, 2], [3, 4]])` is an int64 matrix."""
    agree(student.from_data([[1, 2], [3, 4]]), torch.tensor([[1, 2], [3, 4]], dtype=torch.int64))


@points(1, exercise="from_data", hint="A list of floats gives float32, one of bools gives bool.")
def test_lists_of_floats_and_bools(student):
    """`from_data` gives float32 for floats and bool for truth values."""
    agree(student.from_data([0.5, 1.5]), torch.tensor([0.5, 1.5], dtype=torch.float32))
    agree(student.from_data([True, False]), torch.tensor([True, False], dtype=torch.bool))


@points(1, exercise="from_numpy", hint="NumPy's default is float64, and here it stays so.")
def test_an_array_of_float64(student):
    """The tensor of a float64 array is float64."""
    got = student.from_numpy(np.array([[0.5, 1.5]]))
    agree(got, torch.tensor([[0.5, 1.5]], dtype=torch.float64))


@points(1, exercise="from_numpy", hint="A copy does not notice what happens to the array later.")
def test_a_write_to_the_array_shows(student):
    """What is written to the array later shows in the tensor."""
    got = student.run(write_and_look, np.array([1, 2, 3]), 0, 7)
    agree(got, torch.tensor([7, 2, 3]))


@points(1, exercise="ones_and_rand_like", hint="Return two tensors, the ones first.")
def test_a_pair_like_a_float_vector(student):
    """For a float32 vector, both tensors are float32 vectors as long as it."""
    got = student.ones_and_rand_like(torch.tensor([3.0, 4.0, 5.0]))
    holds(type(got) is tuple and len(got) == 2, f"not a pair: {got!r:.200}")
    agree(got[0], torch.tensor([1.0, 1.0, 1.0]))
    drawn = tensor(got[1], shape=(3,), dtype=torch.float32)
    holds(bool(((drawn >= 0) & (drawn < 1)).all()), f"outside [0, 1): {drawn}")


@points(2, exercise="ones_and_rand_like", hint="The ones are integers here, the draws are not.")
def test_a_pair_like_an_integer_matrix(student):
    """For an int64 matrix, the ones are int64 and the random numbers float32."""
    got = student.ones_and_rand_like(torch.tensor([[3, 4], [5, 6]]))
    holds(type(got) is tuple and len(got) == 2, f"not a pair: {got!r:.200}")
    agree(got[0], torch.tensor([[1, 1], [1, 1]]))
    drawn = tensor(got[1], shape=(2, 2), dtype=torch.float32)
    holds(bool(((drawn > 0) & (drawn < 1)).any()), f"not in (0, 1): {drawn}")


@points(2, exercise="repeatable_pair", hint="Seed, draw, draw, seed, draw: in this order.")
def test_the_draws_of_seed_1729(student):
    """The draws for the seed 1729 are those that PyTorch gives, to four decimals."""
    got = student.repeatable_pair(1729, 1, 2)
    holds(type(got) is tuple and len(got) == 3, f"not a triple: {got!r:.200}")
    first, second = torch.tensor([[0.3126, 0.3791]]), torch.tensor([[0.3087, 0.0736]])
    for one, other in zip(got, (first, second, first), strict=True):
        agree(one, other, atol=6e-5)


@points(1, exercise="repeatable_pair", hint="Pass both sizes on to `torch.rand`.")
def test_the_shape_of_each_draw(student):
    """Each of the three draws has the rows and the columns that were asked for."""
    got = student.repeatable_pair(1, 5, 2)
    holds(type(got) is tuple and len(got) == 3, f"not a triple: {got!r:.200}")
    for drawn in got:
        tensor(drawn, shape=(5, 2), dtype=torch.float32)


@points(1, exercise="describe", hint="`x.shape` is already a kind of tuple.")
def test_a_description_of_a_matrix(student):
    """`describe` of a 2 x 3 matrix of ones says float32 and cpu."""
    want = {"shape": (2, 3), "dtype": torch.float32, "device": "cpu"}
    agree(student.describe(torch.ones(2, 3)), want)


@points(1, exercise="describe", hint="The dtype is read from the tensor, not assumed.")
def test_a_description_of_integers(student):
    """`describe` of a vector of integers says int64."""
    want = {"shape": (4,), "dtype": torch.int64, "device": "cpu"}
    agree(student.describe(torch.tensor([1, 2, 3, 4])), want)


@points(1, exercise="uniform_in", hint="Look at the smallest and the largest that you draw.")
def test_draws_between_two_and_three(student):
    """A hundred draws in [2, 3) are float32, and all of them lie there."""
    drawn = tensor(student.uniform_in(2.0, 3.0, (100,)), shape=(100,), dtype=torch.float32)
    holds(bool(((drawn >= 2) & (drawn <= 3)).all()), f"outside [2, 3): {drawn}")


@points(
    1, exercise="uniform_in", hint="Draws that fill an interval lie on both sides of its middle."
)
def test_draws_on_both_sides_of_zero(student):
    """Of two hundred draws in [-1, 1), some are negative and some positive."""
    drawn = tensor(student.uniform_in(-1.0, 1.0, (2, 100)), shape=(2, 100), dtype=torch.float32)
    holds(bool((drawn < 0).any()) and bool((drawn > 0).any()), f"on one side: {drawn}")


@points(0.5, exercise="add_same_shape", hint="Add, and leave both arguments alone.")
def test_a_sum_of_two_vectors(student):
    """[1, 2] and [10, 20] give [11, 22], and stay as they were."""
    a, b = torch.tensor([1, 2]), torch.tensor([10, 20])
    agree(student.run(call_and_keep, "add_same_shape", a, b), (torch.tensor([11, 22]), (a, b)))


@points(0.5, exercise="add_same_shape", hint="Whatever you make on the way: `device=a.device`.")
def test_a_sum_where_its_vectors_lie(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), the sum lies where a and b do."""
    for device in devices:
        got = student.on(device).add_same_shape(torch.tensor([1, 2]), torch.tensor([10, 20]))
        got = tensor(got, shape=(2,), dtype=torch.int64, device=device)
        holds(got.tolist() == [11, 22], f"it gave {got}")


@points(1, exercise="add_same_shape", hint="PyTorch would add these two; your function must not.")
def test_a_row_and_a_matrix_are_refused(student):
    """A row of two and a 2 x 2 matrix raise ValueError; two rows of two do not."""
    row, matrix = torch.tensor([1.0, 2.0]), torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    agree(student.run(answer_or_error, row, row), torch.tensor([2.0, 4.0]))
    agree(student.run(answer_or_error, row, matrix), "ValueError")


def diagonal_facts(student):
    """The facts of the matrix [[0.5, 0], [0, -1]]."""
    got = student.matrix_facts(torch.tensor([[0.5, 0.0], [0.0, -1.0]]))
    holds(type(got) is dict, f"not a dict: {got!r:.200}")
    return got


@points(1, exercise="matrix_facts", hint="π/6 is the arc sine of 0.5, -π/2 that of -1.")
def test_elementwise_facts_of_a_diagonal_matrix(student):
    """`abs` and `asin` of [[0.5, 0], [0, -1]] are as on paper."""
    got = diagonal_facts(student)
    agree(got.get("abs"), torch.tensor([[0.5, 0.0], [0.0, 1.0]]))
    agree(got.get("asin"), torch.tensor([[torch.pi / 6, 0.0], [0.0, -torch.pi / 2]]))


@points(
    1, exercise="matrix_facts", hint="A determinant may be negative, a singular value never is."
)
def test_determinant_and_singular_values_of_a_diagonal_matrix(student):
    """`det` of [[0.5, 0], [0, -1]] is -0.5, its singular values are 1 and 0.5."""
    got = diagonal_facts(student)
    agree(got.get("det"), torch.tensor(-0.5))
    agree(got.get("singular_values"), torch.tensor([1.0, 0.5]))


@points(1, exercise="matrix_facts", hint="The mean is -0.125; the squares' sum is divided by 3.")
def test_statistics_of_a_diagonal_matrix(student):
    """`mean`, `max` and `std` of [[0.5, 0], [0, -1]] are tensors with the right values."""
    got = diagonal_facts(student)
    agree(got.get("mean"), torch.tensor(-0.125))
    agree(got.get("max"), torch.tensor(0.5))
    agree(got.get("std"), torch.tensor(0.6291529))


@points(1, exercise="best_device", hint="Return the name, not a `torch.device`.")
def test_the_device_has_one_of_three_names(student):
    """`best_device` gives "cuda", "mps" or "cpu"."""
    got = student.best_device()
    holds(type(got) is str and got in ("cuda", "mps", "cpu"), f"not a device's name: {got!r:.200}")


def device_is_there(solution):
    """What `best_device` gives, and a tensor that was made there, back on the CPU."""
    name = solution.best_device()
    return name, torch.ones(2, device=name).cpu()


@points(
    1, exercise="best_device", hint="Name only what is there on the machine that runs the code."
)
def test_the_device_can_be_used(student):
    """A tensor can be made on the device that `best_device` names."""
    got = student.run(device_is_there)
    holds(type(got) is tuple and type(got[0]) is str, f"not a device's name: {got!r:.200}")
    agree(got[1:], (torch.ones(2),))


@points(1, exercise="to_device", hint="Return what `x.to(...)` gives.")
def test_a_vector_on_the_cpu(student):
    """`to_device(x, "cpu")` is a tensor on the CPU with the values of x."""
    agree(student.to_device(torch.tensor([1.5, 2.5]), "cpu"), torch.tensor([1.5, 2.5]))
