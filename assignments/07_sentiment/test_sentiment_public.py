"""Public checks: sentiment. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its name does.

The reviews are the first of `train.csv` and of `validation.csv`, which lie beside this file.
"""

import csv
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

from grader.checks import agree, holds, points, tensor

FOLDER = pathlib.Path(__file__).parent


def reviews(name, count):
    """The first texts and labels of a CSV file."""
    with open(FOLDER / name, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[:count]
    return [row["text"] for row in rows], [int(row["label"]) for row in rows]


def plain_reviews(name, count):
    """Reviews that end in "splendid", twenty times, or in "dreadful"; and their labels."""
    texts, labels = reviews(name, count)
    ends = (" dreadful" * 20, " splendid" * 20)
    return [text + ends[label] for text, label in zip(texts, labels, strict=True)], labels


def features(solution, sizes, fitted, texts):
    """What Features of these sizes gives for texts, having been fitted on others."""
    made = solution.Features(**sizes)
    made.fit(fitted)
    return made.transform(texts)


def too_early(solution, texts):
    """Whether `transform` raises before `fit`, and what it gives after."""
    made = solution.Features(n_components=2)
    try:
        made.transform(texts)
    except Exception:
        return True, made.fit(texts).transform(texts)
    return False, None


def net_of_two(solution, x):
    """What a Net of one feature and two hidden units gives: fc1 is 1 and -1, fc2 is 1 and 2."""
    model = solution.Net(1, 2)
    with torch.no_grad():
        model.fc1.weight.copy_(torch.tensor([[1.0], [-1.0]]))
        model.fc2.weight.copy_(torch.tensor([[1.0, 2.0]]))
        model.fc1.bias.zero_()
        model.fc2.bias.zero_()
    return model.to(x.device)(x)


def sizes_of(solution):
    """The shapes of the weights of a Net that is made without sizes."""
    model = solution.Net()
    return [tuple(model.fc1.weight.shape), tuple(model.fc2.weight.shape)]


def weights_of(model):
    """The parameters of both layers."""
    kept = [*model.fc1.parameters(), *model.fc2.parameters()]
    return [parameter.detach().clone() for parameter in kept]


def before_and_after(solution, x, y):
    """The weights before a step along all examples, and after it. A rate of 0 moves nothing."""
    options = {"epochs": 1, "batch_size": len(x), "momentum": 0.0, "seed": 3}
    before = solution.train(x, y, lr=0.0, **options)
    return weights_of(before), weights_of(solution.train(x, y, lr=0.5, **options))


def trained_twice(solution, x, y):
    """The weights after training twice, random numbers drawn meanwhile; what the last one says."""
    options = {"epochs": 30, "batch_size": 4, "lr": 0.1, "seed": 5}
    first = solution.train(x, y, **options)
    torch.rand(3)
    second = solution.train(x, y, **options)
    return weights_of(first), weights_of(second), second(x).detach()


def trained(solution, x, y):
    """What a model gives for the examples that it was trained on."""
    return solution.train(x, y, epochs=30, batch_size=4, lr=0.1)(x).detach()


def evaluated(solution, x, y):
    """The measures of a model that takes the sigmoid of its input."""
    model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Sigmoid())
    nn.init.ones_(model[0].weight)
    return solution.evaluate(model.to(x.device), x, y)


def classified(solution, texts, labels, unseen):
    """The probabilities that a classifier gives for texts that it has not seen."""
    return solution.SentimentClassifier().fit(texts, labels).predict_proba(unseen)


def stepped(weights, x, y):
    """The weights of a Net after one step of SGD along the mean cross entropy, rate 0.5."""
    moved = [weight.clone().requires_grad_() for weight in weights]
    hidden = torch.relu(F.linear(x, *moved[:2]))
    said = torch.sigmoid(F.linear(hidden, *moved[2:]))
    F.binary_cross_entropy(said.squeeze(1), y).backward()
    return [weight.detach() - 0.5 * weight.grad for weight in moved]


def members(got, kind, count):
    """Hold that `got` is a tuple or a list of so many members; returns it."""
    kept = type(got) is kind and len(got) == count
    holds(kept, f"not a {kind.__name__} of {count}: {got!r:.200}")
    return got


def inner(got, rows, columns):
    """The inner products of the rows of features of this shape."""
    made = tensor(got, shape=(rows, columns), dtype=torch.float32)
    return made @ made.T


FILMS = ["good film", "bad film"]
X = torch.tensor([[1.0], [-1.0], [2.0], [-2.0], [1.5], [-1.5], [0.5]])
Y = torch.tensor([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])


@points(2, exercise="Features", hint="`ngram_range=(1, 2)`: good, film and 'good film' are three.")
def test_two_texts_share_one_word(student):
    """Of three words and pairs each, "good film" and "bad film" share one: products 3, 1 and 3."""
    got = student.run(features, {"n_components": 2}, FILMS, FILMS)
    agree(inner(got, 2, 2), torch.tensor([[3.0, 1.0], [1.0, 3.0]]), atol=1e-3)


@points(2, exercise="Features", hint="`transform` fits nothing; it uses what `fit` has learned.")
def test_unheard_words_count_nothing(student):
    """Texts of unseen words alone are zeros, and one that was seen is what it was."""
    texts = ["utterly unheard", "good film", "", "other words"]
    got = inner(student.run(features, {"n_components": 2}, FILMS, texts), 4, 2)
    agree(got.diagonal(), torch.tensor([0.0, 3.0, 0.0, 0.0]), atol=1e-3)


@points(3, exercise="Features", hint="`TruncatedSVD(n_components, n_iter=…, random_state=…)`.")
def test_reviews_become_numbers(student):
    """Twenty components of 60 reviews are float32 (60, 20), the same for the same seed."""
    texts, _ = reviews("train.csv", 60)
    sizes = {"n_components": 20, "n_iter": 2, "seed": 1}
    first, second = (student.run(features, sizes, texts, texts) for _ in range(2))
    made = tensor(first, shape=(60, 20), dtype=torch.float32)
    holds(torch.linalg.matrix_rank(made) == 20, "the components are not independent")
    agree(second, first)


@points(2, exercise="Features", hint="Is there anything to transform by before `fit`? Raise.")
def test_not_before_fit(student):
    """`transform` raises before `fit`, and works after it: `fit` returns the Features."""
    raised, made = members(student.run(too_early, FILMS), tuple, 2)
    holds(raised is True, "transform before fit raised nothing")
    tensor(made, shape=(2, 2), dtype=torch.float32)


@points(1, exercise="Net", hint="`nn.Linear(n_features, n_hidden)` and `nn.Linear(n_hidden, 1)`.")
def test_sizes_of_the_lecture(student):
    """Without sizes, fc1 goes from 500 to 200 and fc2 from 200 to 1."""
    agree(student.run(sizes_of), [(200, 500), (1, 200)])


@points(3, exercise="Net", hint="ReLU after fc1, sigmoid after fc2; both work on any device.")
def test_both_signs_are_seen(student, devices):
    """With 1 and -1 in fc1, 1 and 2 in fc2, it gives the sigmoid of 1 for 1, and of 4 for -2."""
    want = torch.sigmoid(torch.tensor([[1.0], [4.0]]))
    for device in devices:
        got = student.on(device).run(net_of_two, torch.tensor([[1.0], [-2.0]]))
        got = tensor(got, shape=(2, 1), dtype=torch.float32, device=device)
        holds((got.cpu() - want).abs().max() < 1e-4, f"it gives {got}")


@points(4, exercise="train", hint="`nn.BCELoss()`, backward, and one step of `torch.optim.SGD`.")
def test_one_step_along_all(student):
    """A single batch of all examples is one step of SGD along the mean cross entropy."""
    before, after = members(student.run(before_and_after, X, Y), tuple, 2)
    shapes = ((200, 1), (200,), (1, 200), (1,))
    for weights in (before, after):
        for weight, shape in zip(members(weights, list, 4), shapes, strict=True):
            tensor(weight, shape=shape, dtype=torch.float32)
    agree(after, stepped(before, X, Y), atol=1e-4)


@points(3, exercise="train", hint="`torch.manual_seed(seed)` comes before `Net(...)` is made.")
def test_trained_twice_alike(student):
    """The same seed gives the same weights, and the model tells positive from negative."""
    first, second, said = members(student.run(trained_twice, X, Y), tuple, 3)
    agree(first, second)
    said = tensor(said, shape=(7, 1), dtype=torch.float32)
    agree((said > 0.5).squeeze(1).tolist(), (Y > 0.5).tolist())


@points(3, exercise="train", hint="`Net(x.shape[1]).to(x.device)`: the model goes to the examples.")
def test_trained_where_the_examples_are(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), the model is where x lies."""
    for device in devices:
        got = student.on(device).run(trained, X, Y)
        got = tensor(got, shape=(7, 1), dtype=torch.float32, device=device)
        holds((got.cpu().squeeze(1) > 0.5).equal(Y > 0.5), f"it says {got}")


@points(2, exercise="evaluate", hint="tp = 2, fp = 1, fn = 1, tn = 1: count them by hand.")
def test_measures_of_five(student):
    """With tp = 2, fp = 1, fn = 1 and tn = 1, they are 2/3, 2/3, 2/3 and 3/5."""
    x = torch.tensor([[1.0], [2.0], [3.0], [-1.0], [-2.0]])
    got = student.run(evaluated, x, torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0]))
    agree(measures(got), [2 / 3, 2 / 3, 2 / 3, 0.6])


@points(2, exercise="evaluate", hint="Where nothing is said to be positive, 0/0 is 0.")
def test_nobody_said_positive(student):
    """Where nothing is said to be positive, precision, recall and F1 are 0."""
    x, y = torch.tensor([[-1.0], [-2.0]]), torch.tensor([0.0, 1.0])
    got = measures(student.run(evaluated, x, y))
    whole = type(got) is list and all(type(value) in (int, float) for value in got)
    agree([float(value) for value in got] if whole else got, [0.0, 0.0, 0.0, 0.5])


def measures(got):
    """The four measures in a list, of whatever came back."""
    names = ("precision", "recall", "f1", "accuracy")
    return [got.get(name) for name in names] if type(got) is dict else got


@points(3, exercise="SentimentClassifier", hint="`squeeze(1)` makes (N,) of (N, 1).")
def test_a_probability_for_each_text(student):
    """Taught by 40 reviews, it gives 10 probabilities for 10 others, and `fit` returns it."""
    texts, labels = reviews("train.csv", 40)
    got = student.run(classified, texts, labels, reviews("validation.csv", 10)[0])
    made = tensor(got, shape=(10,), dtype=torch.float32)
    holds(((made >= 0) & (made <= 1)).all(), f"no probabilities: {made}")


@points(4, exercise="SentimentClassifier", hint="Do rows of x and labels of y belong together?")
def test_plain_words_are_understood(student):
    """Taught by 120 reviews that end in plain words, it tells 20 others apart that do so too."""
    texts, labels = plain_reviews("train.csv", 120)
    unseen, true = plain_reviews("validation.csv", 20)
    got = student.run(classified, texts, labels, unseen)
    made = tensor(got, shape=(20,), dtype=torch.float32)
    agree((made > 0.5).tolist(), [label == 1 for label in true])
