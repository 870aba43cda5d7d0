"""Hidden checks: datasets and loaders.

Each CSV is written beside the student's code, in a folder of its own, from a text that the checks
make up. What a loader or a part of a dataset holds is read from the data that come out of it.

Two things are claimed over there and cannot be shown: that a loader is a DataLoader, and a part
a Dataset.

That a student was unlucky is bounded. In a permutation of n, drawn uniformly, let X be the number
of positions whose element is one of m that are named for the position. The expected number of sets
of k such positions is at most C(n, k) m^k (n - k)! / n! = m^k / k!, and P(X >= k) is no more than
that; the same holds of elements that stand right after their predecessor, with m = 1.
"""

import csv
import io
import itertools
import pathlib
import random
import tempfile

import numpy as np
import torch
from torch.utils import data

from grader.checks import agree, holds, points, shown

# --- evidence: what runs beside the student's code ---


def written(folder, text):
    """The path of a new file in the folder that holds this text."""
    path = pathlib.Path(folder, f"reviews{len(list(pathlib.Path(folder).iterdir()))}.csv")
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def reviews(solution, texts):
    """The length of the dataset of each CSV, and its items."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            made = solution.ReviewDataset(written(folder, text))
            found.append((len(made), [made[index] for index in range(len(made))]))
    return found


def joined_reviews(solution, text):
    """The items of two datasets that were added up: only what inherits from Dataset can be."""
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, text)
        made = solution.ReviewDataset(path) + solution.ReviewDataset(path)
        return [made[index] for index in range(len(made))]


def transformed_reviews(solution, text, which, factor):
    """The items with one transform or with both, each of which shows what it was given."""

    def measured(review):
        return review, len(review)

    def scaled(label):
        return label * factor + 1

    chosen = {"transform": measured, "target_transform": scaled}
    with tempfile.TemporaryDirectory() as folder:
        options = {name: chosen[name] for name in which}
        made = solution.ReviewDataset(written(folder, text), **options)
        return [made[index] for index in range(len(made))]


def reviews_at(solution, text, indices):
    """What stands at each index; a word where there is an IndexError."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        made = solution.ReviewDataset(written(folder, text))
        for index in indices:
            try:
                found.append(made[index])
            except IndexError:
                found.append("IndexError")
    return found


def lengths_of_reviews(solution, texts):
    """The length of the dataset of each CSV; a word where making it is a ValueError."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            try:
                made = solution.ReviewDataset(written(folder, text))
            except ValueError:
                found.append("ValueError")
            else:
                found.append(len(made))
    return found


def pairs(solution, calls):
    """Length and items of each dataset, and the tensors afterwards."""
    found = []
    for x, y in calls:
        made = solution.TensorPairs(x, y)
        found.append((len(made), [made[index] for index in range(len(made))], x, y))
    return found


def joined_pairs(solution, x, y):
    """The items of two datasets that were added up."""
    made = solution.TensorPairs(x, y) + solution.TensorPairs(x, y)
    return [made[index] for index in range(len(made))]


def lengths_of_pairs(solution, calls):
    """The length of each dataset; a word where making it is a ValueError."""
    found = []
    for x, y in calls:
        try:
            made = solution.TensorPairs(x, y)
        except ValueError:
            found.append("ValueError")
        else:
            found.append(len(made))
    return found


def loaded(solution, which, sizes, count, options):
    """The batches of one of the two loaders, epoch by epoch, of examples (number, its double)."""
    sets = [data.TensorDataset(torch.arange(size), 2 * torch.arange(size)) for size in sizes]
    made = solution.make_loaders(*sets, **options)
    loader = made[which]
    return [[tuple(batch) for batch in loader] for _ in range(count)]


def kinds_of_loaders(solution, sizes):
    """Whether there are two DataLoaders, in a tuple, and an example of each."""
    sets = [data.TensorDataset(torch.full((size,), size)) for size in sizes]
    made = solution.make_loaders(*sets, 2)
    kinds = [isinstance(loader, data.DataLoader) for loader in made]
    return isinstance(made, tuple), kinds, [next(iter(loader))[0] for loader in made]


def members_of(parts):
    """What the parts of a dataset of tensors hold."""
    return [[part[index][0] for index in range(len(part))] for part in parts]


def splits(solution, examples, calls):
    """The members of both parts, for each (fraction, seed)."""
    found = []
    for fraction, seed in calls:
        first, second = solution.split(data.TensorDataset(examples), fraction, seed)
        found.append(members_of((first, second)))
    return found


def kinds_of_parts(solution, examples, fraction, seed):
    """Whether there are two Datasets, in a tuple, and what they hold together."""
    made = solution.split(data.TensorDataset(examples), fraction, seed)
    kinds = [isinstance(part, data.Dataset) for part in made]
    return isinstance(made, tuple), kinds, list(itertools.chain(*members_of(made)))


def drawn_after_splitting(solution, examples, fraction, seed, own):
    """The sizes of the parts, and the next numbers of each generator that the caller had seeded."""
    random.seed(own)
    np.random.seed(own)
    torch.manual_seed(own)
    first, second = solution.split(data.TensorDataset(examples), fraction, seed)
    sizes = len(first), len(second)
    return sizes, random.random(), float(np.random.rand()), torch.rand(4), examples


def padded(solution, batches):
    """What is made of each batch, and the batch afterwards."""
    return [(solution.pad_batch(batch), batch) for batch in batches]


def collated(solution, examples, size):
    """The batches of a loader that collates with `pad_batch`."""
    return list(data.DataLoader(examples, batch_size=size, collate_fn=solution.pad_batch))


# --- inputs and verdicts ---


def same(student, reference, probe, *arguments):
    """Hold that the probe finds beside the student's code what it finds beside the reference."""
    agree(student.run(probe, *arguments), reference.run(probe, *arguments))


def same_everywhere(student, reference, devices, probe, *arguments):
    """Hold the same wherever the arguments lie."""
    for device in devices:
        same(student.on(device), reference.on(device), probe, *arguments)


WORDS = (
    "una",
    "película",
    "con",
    "final",
    "raro",
    "y",
    "música",
    "de",
    "los",
    "años",
    "70",
    "¡qué!",
)


def sentence(rng):
    """A few words, which no line of a CSV needs to quote."""
    return " ".join(rng.choices(WORDS, k=rng.randint(2, 6)))


def rows(rng, count):
    """Plain reviews with labels."""
    return [(sentence(rng), rng.randint(0, 4)) for _ in range(count)]


def as_csv(table, header=("text", "label")):
    """The CSV of these rows, quoted where it is needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([header, *table])
    return out.getvalue()


def positions(epochs, size):
    """The numbers of the examples of each epoch, in the order in which they came.

    Holds that an epoch is made of batches of whole examples of a dataset of `size`.
    """
    found = []
    for epoch in epochs:
        order: list[int] = []
        for batch in epoch:
            whole = type(batch) is tuple and len(batch) == 2
            whole = whole and all(isinstance(x, torch.Tensor) and x.ndim == 1 for x in batch)
            holds(whole, f"not a batch of examples: {shown(batch, 300)}")
            agree(batch[1], 2 * batch[0])
            order += batch[0].tolist()
        holds(not any(isinstance(number, complex) for number in order), "complex numbers")
        holds(all(0 <= number < size for number in order), f"not examples: {shown(order, 300)}")
        found.append(order)
    return found


def epochs_of(student, which, sizes, count=1, **options):
    """The orders of one loader's examples, and the sizes of its batches, by epoch."""
    epochs = student.run(loaded, which, sizes, count, options)
    whole = type(epochs) is list and all(type(epoch) is list for epoch in epochs)
    holds(whole and len(epochs) == count, f"not {count} epochs")
    orders = positions(epochs, sizes[which])
    return orders, [[len(batch[0]) for batch in epoch] for epoch in epochs]


def numbers(parts):
    """The two sorted lists of whole numbers that two parts hold."""
    whole = type(parts) is list and len(parts) == 2 and all(type(part) is list for part in parts)
    holds(whole, f"not two parts: {shown(parts, 300)}")
    for part in parts:
        one = all(isinstance(x, torch.Tensor) and x.numel() == 1 for x in part)
        one = one and not any(x.is_floating_point() or x.is_complex() for x in part)
        holds(one, f"not examples: {shown(part, 300)}")
    return [sorted(int(x) for x in part) for part in parts]


def parts_of(student, examples, calls):
    """Both parts, as sorted numbers, of each call of `split`."""
    found = student.run(splits, examples, calls)
    holds(type(found) is list and len(found) == len(calls), f"not {len(calls)} splits")
    return [numbers(parts) for parts in found]


def sequences(randint, rng, lengths):
    """A batch of sequences of these lengths; inside, 0 is a value like any other."""
    made = [randint(-3, 9, (length,)) for length in lengths]
    for sequence in made:
        sequence[:1] = sequence[-1:] = rng.randint(1, 8)
    return [(sequence, rng.randint(0, 9)) for sequence in made]


# --- checks ---


@points(1, exercise="ReviewDataset", hint="An item is a tuple; `int(...)` makes a label a number.")
def test_reviews_in_order(student, reference, rng):
    """The dataset has one item (text, label) for each row, in order, the label an int."""
    same(student, reference, reviews, [as_csv(rows(rng, count)) for count in (6, 1)])


@points(1, exercise="ReviewDataset", hint="Write `class ReviewDataset(Dataset)`.")
def test_reviews_are_a_dataset(student, reference, rng):
    """A `ReviewDataset` is a Dataset: two of them can be added up."""
    same(student, reference, joined_reviews, as_csv(rows(rng, 3)))


@points(1, exercise="ReviewDataset", hint="A text may hold a comma: let a library read the CSV.")
def test_quoted_texts_are_whole(student, reference, rng):
    """Quotes, commas and line breaks inside a text belong to the text."""
    marks = [", ", ' "{}" ', "\n", '""', ",", "\n\n", '"']
    table = [
        (f"{sentence(rng)}{mark.format(sentence(rng))}{sentence(rng)}", rng.randint(0, 1))
        for mark in rng.sample(marks, len(marks))
    ]
    same(student, reference, reviews, [as_csv(table)])


@points(1, exercise="ReviewDataset", hint="See `na_filter` and `dtype` of `pandas.read_csv`.")
def test_texts_stay_text(student, reference, rng):
    """ "NA", "null", the empty text and texts that look like numbers stay the texts they are."""
    missing = ["NA", "null", "", "nan", "None", "N/A", "NaN"]
    mixed = [(text, rng.randint(0, 1)) for text in rng.sample(missing, len(missing))]
    digits = [(f"00{rng.randint(1, 99)}", 1), (f"{rng.randint(1, 9)}.50", 0), ("1e3", 1)]
    tables = [[*mixed, *rows(rng, 2)], digits, [("True", 0), ("False", 1)]]
    same(student, reference, reviews, [as_csv(table) for table in tables])


@points(1, exercise="ReviewDataset", hint="Call each where there is one, and on its own part.")
def test_transforms_are_applied(student, reference, rng):
    """`transform` is applied to the text and `target_transform` to the label, where given."""
    for which in (["transform"], ["target_transform"], ["transform", "target_transform"]):
        text, factor = as_csv(rows(rng, 4)), rng.randint(3, 99)
        same(student, reference, transformed_reviews, text, which, factor)


@points(1, exercise="ReviewDataset", hint="A list raises it by itself; `.loc` raises a KeyError.")
def test_past_the_end_is_an_index_error(student, reference, rng):
    """An index past the end raises IndexError."""
    for count in (5, 1):
        indices = [0, count - 1, count, count + 1, count + 100]
        same(student, reference, reviews_at, as_csv(rows(rng, count)), indices)


@points(1, exercise="ReviewDataset", hint="Look at the columns in `__init__`; `raise ValueError`.")
def test_missing_column_is_a_value_error(student, reference, rng):
    """A CSV without the column `text` or `label` raises ValueError when the dataset is made."""
    headers = [("text", "label"), ("text", "score"), ("review", "label")]
    texts = [as_csv(rows(rng, 3), header) for header in headers]
    alone = [as_csv([(sentence(rng),)], ("text",)), as_csv([(1,), (0,)], ("label",))]
    same(student, reference, lengths_of_reviews, [*texts, *alone])


@points(0.5, exercise="TensorPairs", hint="Item i is the tuple `(x[i], y[i])`.")
def test_pairs_in_order(student, reference, randn, randint):
    """Item i is the tuple of the i-th elements of both tensors, which stay as they are."""
    calls = [
        (randn(5, 3), randint(0, 9, (5,))),
        (randint(0, 9, (4,)), randn(4, 2, 2)),
        (randn(1, 2, dtype=torch.float64), randn(1, 2)),
    ]
    same(student, reference, pairs, calls)


@points(0.5, exercise="TensorPairs", hint="`x[i]` lies where x does: nothing has to be moved.")
def test_pairs_stay_where_they_are(student, reference, devices, randn, randint):
    """On whatever device x and y lie, the items are right and lie there."""
    calls = [(randn(5, 3), randint(0, 9, (5,)))]
    same_everywhere(student, reference, devices, pairs, calls)


@points(1, exercise="TensorPairs", hint="Write `class TensorPairs(Dataset)`.")
def test_pairs_are_a_dataset(student, reference, randn, randint):
    """A `TensorPairs` is a Dataset: two of them can be added up."""
    same(student, reference, joined_pairs, randn(3, 2), randint(0, 9, (3,)))


@points(1, exercise="TensorPairs", hint="Compare the lengths in `__init__`; `raise ValueError`.")
def test_unequal_lengths_are_a_value_error(student, reference, randn, randint):
    """Two tensors of different lengths raise ValueError when the dataset is made."""
    sizes = [(4, 4), (4, 5), (6, 5), (1, 3), (3, 1)]
    calls = [(randn(one, 2), randint(0, 9, (other,))) for one, other in sizes]
    same(student, reference, lengths_of_pairs, calls)


TRAIN, TEST = 0, 1
MUCH = 16  # elements that stay where they were: 1 / 16! < 1e-13
SHUFFLED = (200, 30)


@points(1, exercise="make_loaders", hint="`shuffle=True` is for the first of the two.")
def test_train_is_shuffled(student):
    """The loader of `train` gives its examples in a random order."""
    orders, _ = epochs_of(student, TRAIN, SHUFFLED, 2, batch_size=10)
    for order in orders:
        fixed = sum(place == number for place, number in enumerate(order))
        in_turn = sum(abs(b - a) == 1 for a, b in itertools.pairwise(order))
        own_batch = sum(place // 10 == number // 10 for place, number in enumerate(order))
        # m is 1 for fixed and for each way of in_turn, 10 for own_batch: 10^60 / 60! < 1e-21
        mixed = fixed < MUCH and in_turn < 2 * MUCH and own_batch < 60
        holds(mixed, f"fixed {fixed}, in turn {in_turn}, in its own batch {own_batch}: {order}")


@points(1, exercise="make_loaders", hint="Let the DataLoader shuffle, not yourself, once.")
def test_every_epoch_has_its_own_order(student):
    """Each epoch goes through `train` in an order of its own."""
    orders, _ = epochs_of(student, TRAIN, SHUFFLED, 3)
    for one, other in ((0, 1), (1, 2), (0, 2)):
        pairs_of_numbers = zip(orders[one], orders[other], strict=False)
        alike = sum(a == b for a, b in pairs_of_numbers)  # one named number for each position
        holds(alike < MUCH, f"epochs {one} and {other} agree in {alike} positions")


@points(1, exercise="make_loaders", hint="Scores are computed on `test`: leave its order alone.")
def test_test_is_in_order(student):
    """The loader of `test` gives its examples in order, each time."""
    orders, _ = epochs_of(student, TEST, (30, 150), 2, batch_size=16)
    agree(orders, [list(range(150))] * 2)


@points(1, exercise="make_loaders", hint="`drop_last=True` throws away the last, smaller batch.")
def test_no_example_is_dropped(student):
    """Each epoch of either loader has every example, once."""
    sizes = 131, 67
    for which in (TRAIN, TEST):
        orders, _ = epochs_of(student, which, sizes, 2, batch_size=10)
        agree([sorted(order) for order in orders], [list(range(sizes[which]))] * 2)


@points(1, exercise="make_loaders", hint="Hand `batch_size` on to both loaders.")
def test_batches_have_their_size(student, rng):
    """Batches have `batch_size` examples, 64 where it is left out; only the last has fewer."""
    own = rng.randint(5, 20)
    for options, size in (({}, 64), ({"batch_size": own}, own), ({"batch_size": 1}, 1)):
        for which, count in ((TRAIN, 3 * size + 2), (TEST, 2 * size + 1)):
            _, batches = epochs_of(student, which, (3 * size + 2, 2 * size + 1), **options)
            agree(batches, [[size] * (count // size) + [count % size] * (count % size > 0)])


@points(1, exercise="make_loaders", hint="End with `return train_loader, test_loader`.")
def test_two_loaders(student, reference):
    """`make_loaders` gives a tuple of two DataLoaders, that of `train` first."""
    same(student, reference, kinds_of_loaders, (4, 6))


SIZES = [(7, 0.8), (7, 0.2), (10, 0.25), (5, 0.5), (100, 0.29), (40, 0.9), (3, 0.6), (9, 1 / 3)]


def distinct(randint, count):
    """Distinct numbers in no order, as many as asked for."""
    return torch.argsort(randint(0, 2**62, (count,))) * 3 + 5


@points(1, exercise="split", hint="`int(...)` cuts off; `round(fraction * len(dataset))` rounds.")
def test_first_part_has_its_size(student, randint, rng):
    """The first part has round(fraction * n) examples, the second the others."""
    for count, fraction in SIZES:
        calls = [(fraction, rng.randrange(1000))]
        (parts,) = parts_of(student, distinct(randint, count), calls)
        first = round(fraction * count)
        agree([len(part) for part in parts], [first, count - first])


@points(1, exercise="split", hint="Shuffle the indices once, and cut the list in two.")
def test_parts_make_up_the_dataset(student, randint, rng):
    """No example is in both parts, and every example is in one."""
    for count, fraction in ((31, 0.4), (12, 0.75)):
        examples = distinct(randint, count)
        calls = [(fraction, rng.randrange(1000)) for _ in range(3)]
        for first, second in parts_of(student, examples, calls):
            agree(sorted(first + second), sorted(examples.tolist()))


@points(1, exercise="split", hint="Seed a generator of your own, and draw the order with it.")
def test_seed_decides_the_split(student, randint, rng):
    """The same seed gives the same split, and another seed another one."""
    examples = distinct(randint, 60)
    one, other, third = rng.sample(range(1000), 3)
    calls = [(0.5, seed) for seed in (one, other, one, third)]
    first, second, again, last = parts_of(student, examples, calls)
    agree(again, first)
    different = first != second and first != last and second != last
    holds(different, "two seeds, one split")  # by chance in 3 of C(60, 30) > 1e17 cases


@points(1, exercise="split", hint="`torch.manual_seed` is everybody's; see `torch.Generator`.")
def test_random_state_is_left_alone(student, reference, randint, rng):
    """What the caller draws after `split`, it would have drawn without it."""
    for fraction in (0.3, 0.7):
        seeds = rng.randrange(1000), rng.randrange(1000, 2000)
        examples = distinct(randint, 20)
        same(student, reference, drawn_after_splitting, examples, fraction, *seeds)


@points(1, exercise="split", hint="See `Subset`; `random_split` gives a list, not a tuple.")
def test_two_datasets(student, randint, rng):
    """`split` gives a tuple of two Datasets."""
    examples = distinct(randint, 14)
    found = student.run(kinds_of_parts, examples, 0.5, rng.randrange(1000))
    holds(type(found) is tuple and len(found) == 3, f"not two parts: {shown(found, 300)}")
    agree(found[:2], (True, [True, True]))
    holds(type(found[2]) is list and len(found[2]) > 0, "parts without examples")
    numbers([found[2], []])


@points(1, exercise="pad_batch", hint="Start from zeros (N, longest); fill each row from the left.")
def test_sequences_are_padded(student, reference, randint, rng):
    """Each row holds its sequence, then zeros up to the longest; the batch stays as it is."""
    batches = [sequences(randint, rng, lengths) for lengths in ((3, 5, 2, 4), (1, 6), (2, 2, 2))]
    got = student.run(padded, batches)
    holds(type(got) is list and len(got) == len(batches), f"not {len(batches)} results")
    for one, (made, after) in zip(got, reference.run(padded, batches), strict=True):
        holds(
            type(one) is tuple and len(one) == 2, f"not a result and its batch: {shown(one, 300)}"
        )
        agree(triple(one[0])[0], made[0])
        agree(one[1], after)


def triple(made):
    """Hold that what was made is a tuple of three; returns it."""
    holds(type(made) is tuple and len(made) == 3, f"not a tuple of three: {shown(made, 300)}")
    return made


@points(1, exercise="pad_batch", hint="Lengths come from the sequences: a 0 may be a value.")
def test_lengths_and_labels(student, reference, randint, rng):
    """Lengths and labels are int64 tensors, (N,) each, in the order of the batch."""
    for lengths in ((3, 5, 2, 4), (4, 1)):
        batch = sequences(randint, rng, lengths)
        batch[0][0][-1] = 0
        agree(triple(student.pad_batch(batch))[1:], reference.pad_batch(batch)[1:])


@points(1, exercise="pad_batch", hint="A sequence may be empty, and a batch may hold but one.")
def test_any_lengths(student, reference, randint, rng):
    """It works for one sequence, for empty ones among others, and for long ones."""
    for lengths in ((4,), (0, 3, 0), (1, 300)):
        batch = sequences(randint, rng, lengths)
        agree(student.pad_batch(batch), reference.pad_batch(batch))


@points(1, exercise="pad_batch", hint="A DataLoader calls it with a list of items, and no more.")
def test_usable_as_collate_fn(student, reference, randint, rng):
    """A DataLoader with `collate_fn=pad_batch` gives batches of padded sequences."""
    examples = sequences(randint, rng, [rng.randint(1, 7) for _ in range(7)])
    same(student, reference, collated, examples, 3)


@points(1, exercise="pad_batch", hint="Give what you create the `device` of a sequence.")
def test_padded_where_the_sequences_are(student, reference, devices, randint, rng):
    """On whatever device the sequences lie, all three tensors are right and lie there."""
    batches = [sequences(randint, rng, lengths) for lengths in ((3, 1, 2), (4,))]
    for device in devices:
        for batch in batches:
            agree(student.on(device).pad_batch(batch), reference.on(device).pad_batch(batch))
