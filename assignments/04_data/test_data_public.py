"""Public checks: datasets and loaders. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its class or function does.
"""

import pathlib
import tempfile

import torch
from torch.utils import data

from grader.checks import agree, holds, points, tensor

FILE = """text,label
"Good, though long",1
Boring,0
"She said ""no""
and left",0
NA,1
"""


def items(solution, text):
    """The length and the items of a dataset of a CSV with this text."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "reviews.csv")
        path.write_text(text, encoding="utf-8", newline="")
        made = solution.ReviewDataset(str(path))
        return len(made), [made[index] for index in range(len(made))]


def transformed(solution, text):
    """The first item of a dataset with both transforms."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "reviews.csv")
        path.write_text(text, encoding="utf-8", newline="")
        return solution.ReviewDataset(str(path), str.upper, lambda label: label * 10)[0]


def refused(solution, text):
    """What happens where a column is missing, and past the end where none is."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "reviews.csv")
        path.write_text(text, encoding="utf-8", newline="")
        try:
            solution.ReviewDataset(str(path))[10]
        except (ValueError, IndexError) as error:
            return isinstance(error, ValueError), isinstance(error, IndexError)


def pair_items(solution, x, y):
    """The items of a dataset of pairs."""
    made = solution.TensorPairs(x, y)
    return [made[index] for index in range(len(made))]


def unequal(solution, x, y):
    """Whether two tensors are refused with a ValueError."""
    try:
        solution.TensorPairs(x, y)
    except ValueError:
        return True
    return False


def epochs(solution, size):
    """The batches of both loaders of 0, 1, 2, ...: two epochs of the first, one of the other."""
    train, test = solution.make_loaders(range(size), range(size), batch_size=4)
    return [[*train], [*train], [*test]]


def halves(solution, size, fraction, seeds):
    """The numbers in the two parts of 0, 1, 2, ... for each seed."""
    found = []
    for seed in seeds:
        first, second = solution.split(range(size), fraction, seed)
        found.append([[part[i] for i in range(len(part))] for part in (first, second)])
    return found


def collated(solution, examples):
    """The only batch of a loader that collates with `pad_batch`."""
    return next(iter(data.DataLoader(examples, batch_size=9, collate_fn=solution.pad_batch)))


@points(3, exercise="ReviewDataset", hint="The fourth text is NA, two letters: see `na_filter`.")
def test_four_reviews(student):
    """A file of four reviews gives four items, with a comma, quotes and a line break in them."""
    want = [("Good, though long", 1), ("Boring", 0), ('She said "no"\nand left', 0), ("NA", 1)]
    agree(student.run(items, FILE), (4, want))


@points(2, exercise="ReviewDataset", hint="Call `transform` with the text, where there is one.")
def test_transformed_review(student):
    """With `str.upper` and a transform that multiplies by 10, the first is in capitals, with 10."""
    agree(student.run(transformed, FILE), ("GOOD, THOUGH LONG", 10))


@points(2, exercise="ReviewDataset", hint="A missing column is noticed when the dataset is made.")
def test_what_is_not_there_is_refused(student):
    """Without the column `label` there is a ValueError, and an IndexError past the end."""
    agree(student.run(refused, "text,stars\nBoring,0\n"), (True, False))
    agree(student.run(refused, FILE), (False, True))


@points(2, exercise="TensorPairs", hint="A tuple of an element of each.")
def test_two_pairs(student):
    """[[1], [2]] and [5, 6] give the pairs ([1], 5) and ([2], 6)."""
    got = student.run(pair_items, torch.tensor([[1.0], [2.0]]), torch.tensor([5, 6]))
    want = [(torch.tensor([1.0]), torch.tensor(5)), (torch.tensor([2.0]), torch.tensor(6))]
    agree(got, want)


@points(1, exercise="TensorPairs", hint="`raise ValueError` where the lengths differ.")
def test_two_and_three_are_no_pairs(student):
    """Lengths 2 and 3 raise ValueError, lengths 2 and 2 do not."""
    x = torch.zeros(2, 4)
    agree([student.run(unequal, x, torch.zeros(n)) for n in (3, 2)], [True, False])


@points(6, exercise="make_loaders", hint="`shuffle=True` for one of the two; no `drop_last`.")
def test_batches_of_four(student):
    """Of 50 examples, `test` comes in order, in batches of 4; `train` in a new order each time."""
    found = student.run(epochs, 50)
    orders = [[int(x) for batch in epoch for x in batch] for epoch in found]
    sizes = [[len(batch) for batch in epoch] for epoch in found]
    agree(sizes, [[4] * 12 + [2]] * 3)
    agree([sorted(order) for order in orders], [list(range(50))] * 3)
    agree(orders[2], list(range(50)))
    holds(orders[0] != orders[1], f"twice the order {orders[0]}")


@points(5, exercise="split", hint="A generator of your own, seeded with `seed`.")
def test_thirty_in_two_parts(student):
    """30 examples make 21 and 9, disjoint; seed 1 twice gives the same, seed 2 something else."""
    found = student.run(halves, 30, 0.7, [1, 2, 1])
    sets = [[{int(x) for x in part} for part in parts] for parts in found]
    for first, second in sets:
        agree([len(first), len(second), len(first | second)], [21, 9, 30])
    holds(sets[0] == sets[2] and sets[0] != sets[1], f"the parts are {found}")


@points(4, exercise="pad_batch", hint="The longest has three; the others get zeros on the right.")
def test_three_sequences(student):
    """[7], [1, 2, 3] and [4, 0] become three rows of three, with their lengths and labels."""
    examples = [(torch.tensor(x), label) for x, label in (([7], 1), ([1, 2, 3], 0), ([4, 0], 2))]
    padded = torch.tensor([[7, 0, 0], [1, 2, 3], [4, 0, 0]])
    want = padded, torch.tensor([1, 3, 2]), torch.tensor([1, 0, 2])
    agree(student.run(collated, examples), want)


@points(1, exercise="pad_batch", hint="Give what you create the `device` of a sequence.")
def test_two_sequences_where_they_lie(student, devices):
    """On the CPU and on a GPU (pretended where there is none), all three lie with the sequences."""
    want = [[7, 0], [1, 2]], [1, 2], [3, 0]
    for device in devices:
        made = student.on(device).pad_batch([(torch.tensor([7]), 3), (torch.tensor([1, 2]), 0)])
        holds(type(made) is tuple and len(made) == 3, f"not a tuple of three: {made!r:.200}")
        for one, shape, values in zip(made, ((2, 2), (2,), (2,)), want, strict=True):
            one = tensor(one, shape=shape, dtype=torch.int64, device=device)
            holds(one.tolist() == values, f"it gave {one}")
