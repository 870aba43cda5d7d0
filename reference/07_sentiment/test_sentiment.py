"""Hidden checks: sentiment.

Real reviews are drawn here and altered; their labels stay here, and what a classifier says of
reviews is measured here. Features are compared by the inner products of their rows: an SVD has no
one right sign and no one right order of its components. Training is judged from the weights that
it starts with, which a rate of 0 shows, and by data whose order does not matter.

`train` is judged with the student's `Net`, or, where that one is wrong, with a stand-in for it: a
mistake in one exercise costs nothing in the other.
"""

import collections
import random

import torch
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from torch import nn
from torch.nn import functional as F
from torcheval.metrics import functional as metrics

from grader.checks import agree, holds, once, points, shown, tensor
from grader.corpus import hidden
from grader.faults import StudentFault
from grader.inside.wire import lies_on

CLOSE = {"rtol": 1e-3, "atol": 1e-4}  # right ways to some steps round differently in float32

# How many reviews, and features of ours. README.md says how these were chosen.
TRAIN, TEST, COMPONENTS = 600, 600, 100
MANY = 520  # texts, of which 500 components can be made


# --- evidence: what runs beside the student's code ---


def features(solution, sizes, fitted, *batches):
    """What Features of these sizes gives for each batch, having been fitted on some texts."""
    made = solution.Features(**sizes)
    made.fit(fitted)
    return [made.transform(texts) for texts in batches]


def features_of_fitted(solution, sizes, fitted):
    """What Features gives, and what that which `fit` returned gives."""
    made = solution.Features(**sizes)
    returned = made.fit(fitted)
    return made.transform(fitted), returned.transform(fitted)


def features_of_each(solution, fitted, *sizes):
    """What Features of each of some sizes gives for the texts that it was fitted on."""
    made = [solution.Features(**its).fit(fitted) for its in sizes]
    return [each.transform(fitted) for each in made]


def unfitted(solution, sizes, texts):
    """Whether `transform` raises before `fit`, and what it gives after."""
    made = solution.Features(**sizes)
    try:
        made.transform(texts)
        raised = False
    except Exception:
        raised = True
    made.fit(texts)
    return raised, made.transform(texts)


def filled(part, weights):
    """A layer with these parameters."""
    with torch.no_grad():
        for parameter, weight in zip(part.parameters(), weights, strict=False):
            parameter.copy_(weight)
    return part


def sent(model, device):
    """The model, moved to where it is not made; on the CPU it has to be as it comes."""
    return model if device.type == "cpu" else model.to(device)


def net(solution, sizes, weights, device):
    """The student's Net of these sizes with these parameters of fc1 and fc2."""
    model = sent(solution.Net(*sizes), device)
    filled(model.fc1, weights[:2])
    filled(model.fc2, weights[2:])
    return model


def weights_of(model):
    """The parameters of fc1 and fc2."""
    kept = [*model.fc1.parameters(), *model.fc2.parameters()]
    return [parameter.detach().clone() for parameter in kept]


def probabilities(solution, sizes, weights, x, v):
    """What the Net gives for x, and what a backward pass from a weighted sum leaves in it."""
    model = net(solution, sizes, weights, x.device)
    made = model(x)
    (made * v).sum().backward()
    return made.detach(), [p.grad for layer in (model.fc1, model.fc2) for p in layer.parameters()]


def net_shapes(solution):
    """The shapes of fc1 and fc2: with no sizes given, by position and by name."""
    models = [solution.Net(), solution.Net(7), solution.Net(n_hidden=3, n_features=5)]
    return [[tuple(w.shape) for w in weights_of(model)] for model in models]


def stand_in(n_features=500, n_hidden=200):
    """A network that does what a Net must."""
    layers = [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1), nn.Sigmoid()]
    names = ("fc1", "relu", "fc2", "sigmoid")
    return nn.Sequential(collections.OrderedDict(zip(names, layers, strict=True)))


def trainer(solution, replaced):
    """The student's `train`, with a stand-in for its Net if `replaced`."""
    if replaced:
        getattr(solution.train, "__globals__", {})["Net"] = stand_in
    return solution.train


def trained(solution, replaced, x, y, options):
    """The weights before and after training, and what the trained model gives for x.

    With a rate of 0 the weights stay what they were, and random numbers are drawn just the same.
    """
    train = trainer(solution, replaced)
    before = weights_of(train(x, y, **{**options, "lr": 0.0}))
    model = train(x, y, **options)
    with torch.no_grad():
        return before, weights_of(model), model(x).detach()


def begun(solution, replaced, x, y, *options):
    """The weights that training starts with, for each of some options."""
    train = trainer(solution, replaced)
    return [weights_of(train(x, y, **{**given, "lr": 0.0})) for given in options]


def trained_again(solution, replaced, x, y, options):
    """The weights after training twice, other random numbers drawn meanwhile; x and y after."""
    train = trainer(solution, replaced)
    first = weights_of(train(x, y, **options))
    torch.rand(7)
    return first, weights_of(train(x, y, **options)), x, y


def said(solution, replaced, x, y, unseen):
    """What a model trained with no more said gives for examples that it has not seen."""
    model = trainer(solution, replaced)(x, y)
    with torch.no_grad():
        return model(unseen).detach()


def measures(solution, weight, cases):
    """The four measures that `evaluate` gives in each case, of a model of one weight."""
    names = ("precision", "recall", "f1", "accuracy")
    made = []
    for x, y in cases:
        model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.Sigmoid())
        filled(model, weight)
        made.append(solution.evaluate(sent(model, x.device), x, y))
    if not all(isinstance(one, dict) and set(names) <= set(one) for one in made):
        return made
    return [{name: one[name] for name in names} for one in made]


def classified(solution, texts, labels, unseen):
    """What a classifier, and that which its `fit` returned, give for texts not seen before."""
    made = solution.SentimentClassifier()
    returned = made.fit(texts, labels)
    return made.predict_proba(unseen), returned.predict_proba(unseen[:3])


# --- inputs ---

TOPICS = ("film actor scene plot story", "music song voice dance stage", "goal match team ball")
ODD = (
    "Don't",
    "co-star",
    "A+",
    "I",
    "x",
    "8",
    "24",
    "año",
    "él",
    "el",
    "snake_case",
    "GREAT!!",
    "<br />",
    "e.g.",
)


@once
def reviews(run_seed):
    """Reviews to fit on, and others to be judged by."""
    rng = random.Random(f"{run_seed}/reviews")
    return hidden.draw("train", TRAIN, rng), hidden.draw("test", TEST, rng)


@once
def numbers(run_seed):
    """Features of ours: x (TRAIN, COMPONENTS) and y (TRAIN,), and the same of the others."""
    train, test = reviews(run_seed)
    counts = CountVectorizer(ngram_range=(1, 2))
    svd = TruncatedSVD(COMPONENTS, n_iter=4, random_state=0)
    fitted = svd.fit_transform(counts.fit_transform(train.texts))
    others = svd.transform(counts.transform(test.texts))
    x, unseen = (torch.tensor(each, dtype=torch.float32) for each in (fitted, others))
    return x, torch.tensor(train.labels).float(), unseen, torch.tensor(test.labels).float()


def texts_of(rng, count, words, length=12):
    """Texts of so many of these words."""
    return [" ".join(rng.choice(words) for _ in range(length)) for _ in range(count)]


def odd_texts(rng, count):
    """Texts whose words can be cut and counted in more than one way."""
    words = [*ODD, *" ".join(TOPICS).split()]
    return [
        text + rng.choice((".", " ...", ", The Film", "")) for text in texts_of(rng, count, words)
    ]


def topical_texts(rng, count):
    """Texts that differ along few directions by far the most."""
    texts = []
    for _ in range(count):
        topic = rng.choice(TOPICS).split()
        texts.append(" ".join(rng.choice(topic) for _ in range(rng.randint(15, 40))))
    return texts


def plain_texts(rng, count, length=30):
    """Texts of words that nothing holds together: all directions count nearly the same."""
    return texts_of(rng, count, [f"word{number}" for number in range(400)], length)


def net_weights(randn, n_features, n_hidden):
    """Parameters of fc1 and fc2, of the size that a layer starts with."""
    shapes = ((n_hidden, n_features), (n_hidden,), (1, n_hidden), (1,))
    return [randn(*shape) for shape in shapes]


def apart(randn, count, n_features=6):
    """Examples of two classes that a line nearly tells apart."""
    x = randn(count, n_features)
    return x, (x[:, 0] + 0.3 * randn(count) > 0).float()


def alike(randn, count, n_features=6):
    """So many times the same example: whatever their order, each batch is the same."""
    return randn(1, n_features).repeat(count, 1), torch.ones(count)


def counted(rng, counts, nearest=1.0):
    """Logits (N, 1) and labels (N,) with so many tp, fp, fn and tn, shuffled."""
    kinds = ((1, 1.0), (1, 0.0), (-1, 1.0), (-1, 0.0))  # sign of the logit, label
    drawn = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]
    rng.shuffle(drawn)
    logits = [[sign * rng.uniform(nearest, 3 * nearest)] for sign, _ in drawn]
    return torch.tensor(logits), torch.tensor([label for _, label in drawn])


# --- verdicts ---


def inner(got, rows, columns):
    """The inner products of the rows of features of this shape: float64 (rows, rows)."""
    made = tensor(got, shape=(rows, columns), dtype=torch.float32).double()
    return made @ made.T


def same_directions(student, reference, sizes, *batches, rtol=1e-3):
    """Hold that the rows of all batches lie to each other as the reference's do.

    The first batch is what is fitted on. Rounding grows with the largest product.
    """
    got = members(student.run(features, sizes, batches[0], *batches), list, len(batches))
    want = reference.run(features, sizes, batches[0], *batches)
    columns = want[0].shape[1]
    for mine, own in zip(got, want, strict=True):
        tensor(mine, shape=own.shape, dtype=torch.float32)
    products = inner(torch.cat(want), sum(map(len, want)), columns)
    found = inner(torch.cat(got), len(products), columns)
    agree(found, products, rtol=rtol, atol=rtol * products.abs().max().item())


def members(got, kind, count):
    """Hold that `got` is a tuple or a list of so many members; returns it."""
    kept = type(got) is kind and len(got) == count
    holds(kept, f"not a {kind.__name__} of {count}: {shown(got, 500)}")
    return got


def with_either_net(judge):
    """Judge with the student's Net, and with a stand-in where that fails."""
    try:
        judge(False)
    except StudentFault as own:
        try:
            judge(True)
        except StudentFault:
            raise own from None


def forward(weights, x):
    """What a Net with these weights gives: (N, 1)."""
    hidden_layer = torch.relu(F.linear(x, *weights[:2]))
    return torch.sigmoid(F.linear(hidden_layer, *weights[2:]))


def steps(weights, x, y, lr, momentum, count):
    """The weights after so many steps of SGD along the mean cross entropy of all examples."""
    moved = [weight.clone().requires_grad_() for weight in weights]
    optimizer = torch.optim.SGD(moved, lr=lr, momentum=momentum)
    for _ in range(count):
        optimizer.zero_grad()
        F.binary_cross_entropy(finite(forward(moved, x)[:, 0]), y).backward()
        optimizer.step()
    return [weight.detach() for weight in moved]


def follows(student, x, y, options, count, momentum=0.0, lr=0.5, device="cpu"):
    """Hold that training takes so many steps, each along all examples, from where it starts.

    Each batch must have the gradient that all examples have.
    """

    def judge(replaced):
        before, after, made = members(student.run(trained, replaced, x, y, options), tuple, 3)
        want = steps(of_a_net(before, x.shape[1], device), x, y, lr, momentum, count)
        agree(of_a_net(after, x.shape[1], device), want, **CLOSE)
        made = tensor(made, shape=(len(x), 1), dtype=torch.float32, device=device)
        agree(made.clone(), forward(want, x), **CLOSE)

    with_either_net(judge)


def finite(made):
    """Hold that a tensor has no NaN and no infinity, which functions of ours raise on."""
    holds(made.isfinite().all(), "not all are finite numbers")
    return made


def of_a_net(weights, n_features, device):
    """The weights of a Net on a device, without the note that says so."""
    shapes = ((200, n_features), (200,), (1, 200), (1,))
    return [
        finite(tensor(weight, shape=shape, dtype=torch.float32, device=device).clone())
        for weight, shape in zip(members(weights, list, 4), shapes, strict=True)
    ]


def plain_numbers(found):
    """Measures with whole numbers as floats."""
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        return found
    return [{k: float(v) if type(v) is int else v for k, v in one.items()} for one in found]


def same_measures(student, reference, cases):
    """Hold that the four measures of each case are the reference's, as numbers."""
    weight = [torch.ones(1, 1)]
    got = plain_numbers(student.run(measures, weight, cases))
    agree(got, reference.run(measures, weight, cases))


def chances(got, count):
    """Hold that these are so many probabilities, of any precision and on any device."""
    own = {"dtype": torch.float32}
    if isinstance(got, torch.Tensor) and got.is_floating_point():
        own = {"dtype": got.dtype, "device": lies_on(got)}
    made = tensor(got, shape=(count,), **own).detach().clone().float()
    holds(((made >= 0) & (made <= 1)).all(), f"no probabilities: {made.min()} to {made.max()}")
    return made


def judged(measured, got, labels):
    """Measure what was said of as many reviews as there are labels."""
    made, true = chances(got, len(labels)), labels.long()
    measured.at_least("accuracy", metrics.binary_accuracy(made, true).item())
    measured.at_least("f1", metrics.binary_f1_score(made, true).item())


# --- checks ---

SIZE = {"n_components": 3, "n_iter": 10, "seed": 5}


@points(2, exercise="Features", hint="`CountVectorizer(ngram_range=(1, 2))`, and nothing more.")
def test_words_and_pairs_are_counted(student, reference, rng):
    """Words and pairs of words are counted, cut as `CountVectorizer` cuts them."""
    sizes = {**SIZE, "n_components": 14}  # as many as there are texts: nothing is lost
    same_directions(student, reference, sizes, odd_texts(rng, 14))


@points(1, exercise="Features", hint="`TruncatedSVD`, of the counts as they are: not centred.")
def test_largest_directions_are_kept(student, reference, rng):
    """Of the counts so many components are kept as were asked for, those that matter most."""
    same_directions(student, reference, SIZE, topical_texts(rng, 40), rtol=1e-2)


@points(1, exercise="Features", hint="Hand `n_iter` on to `TruncatedSVD`.")
def test_components_are_precise(student, rng, measured):
    """Ten iterations find the components precisely, also where none of them stands out."""
    texts = plain_texts(rng, 120)
    said, unsaid = {"n_components": 8, "n_iter": 10, "seed": 432}, {"n_components": 8}
    got = members(student.run(features_of_each, texts, unsaid, said), list, 2)
    found = tensor(got[0], shape=(120, 8), dtype=torch.float32).double().square().sum()
    counts = torch.tensor(CountVectorizer(ngram_range=(1, 2)).fit_transform(texts).toarray())
    best = torch.linalg.svdvals(counts.double())[:8].square().sum()
    measured.at_least("share", (found / best).item())
    agree(got[0], got[1])


@points(1, exercise="Features", hint="Fit once; `transform` then only transforms.")
def test_unseen_words_are_ignored(student, reference, rng):
    """Texts not seen before are transformed by what was fitted; unseen words count nothing."""
    words = [*" ".join(TOPICS).split(), "unheard", "of"]
    others = [*texts_of(rng, 6, words), "unheard of", "", "nothing here is known"]
    sizes = {**SIZE, "n_components": 12}
    same_directions(student, reference, sizes, topical_texts(rng, 12), others, others[:1])


@points(1, exercise="Features", hint="`random_state=seed`.")
def test_same_seed_same_features(student, rng):
    """The same texts and seed give the same features."""
    sizes = {"n_components": 8, "n_iter": 1, "seed": rng.randrange(1000)}
    given = (features_of_each, plain_texts(rng, 120), sizes, sizes)
    got = members(student.run(*given), list, 2)
    for each in got:
        holds(tensor(each, shape=(120, 8), dtype=torch.float32).abs().max() > 0.1, "all are zero")
    agree(got[0], got[1])


@points(1, exercise="Features", hint="`n_components: int = 500`.")
def test_five_hundred_components(student, rng):
    """Without a number of components there are 500, as float32."""
    texts = plain_texts(rng, MANY, length=2)
    (got,) = members(student.run(features, {}, texts, texts), list, 1)
    made = finite(tensor(got, shape=(MANY, 500), dtype=torch.float32))
    holds(torch.linalg.matrix_rank(made.double()) == 500, "the components are not independent")


@points(1, exercise="Features", hint="End `fit` with `return self`.")
def test_fit_returns_itself(student, reference, rng):
    """`fit` returns the Features that it fitted."""
    texts = topical_texts(rng, 10)
    got = members(student.run(features_of_fitted, SIZE, texts), tuple, 2)
    want = inner(reference.run(features_of_fitted, SIZE, texts)[0], 10, 3)
    for each in got:
        agree(inner(each, 10, 3), want, rtol=1e-2, atol=1e-2 * want.max().item())


@points(1, exercise="Features", hint="Before `fit` there is nothing to transform by: raise.")
def test_transform_before_fit_raises(student, rng):
    """`transform` before `fit` raises, and `fit` makes up for it."""
    texts = topical_texts(rng, 10)
    raised, made = members(student.run(unfitted, SIZE, texts), tuple, 2)
    tensor(made, shape=(10, 3), dtype=torch.float32)
    holds(raised is True, "transform before fit raised nothing")


@points(1, exercise="Net", hint="`fc1` and `fc2` are `nn.Linear`, with the sizes handed in.")
def test_layers_have_their_sizes(student, reference):
    """`fc1` and `fc2` have the sizes that are handed in, and 500 and 200 where none are."""
    agree(student.run(net_shapes), reference.run(net_shapes))


@points(2, exercise="Net", hint="`fc1`, ReLU, `fc2`, sigmoid, in this order.")
def test_probabilities_and_gradients(student, reference, randn):
    """The model gives (N, 1) probabilities, and a backward pass reaches both layers."""
    given = ((9, 4), net_weights(randn, 9, 4), randn(5, 9), randn(5, 1))
    agree(student.run(probabilities, *given), reference.run(probabilities, *given))


@points(1, exercise="Net", hint="Make nothing with a device of its own in `forward`.")
def test_net_works_anywhere(student, reference, devices, randn):
    """On any device, the model computes where its weights and its input are."""
    given = ((9, 4), net_weights(randn, 9, 4), randn(5, 9), randn(5, 1))
    for device in devices:
        got = student.on(device).run(probabilities, *given)
        agree(got, reference.on(device).run(probabilities, *given))


@points(2, exercise="train", hint="`nn.BCELoss()` on what the model gives, then one step of SGD.")
def test_a_step_follows_the_cross_entropy(student, randn):
    """With one batch of all examples, an epoch is a step of SGD along the mean cross entropy."""
    x, y = apart(randn, 11)
    options = {"epochs": 1, "batch_size": 11, "lr": 0.5, "momentum": 0.0, "seed": 3}
    follows(student, x, y, options, 1)


@points(2, exercise="train", hint="For each epoch all batches, the smaller last one too.")
def test_epochs_and_batches_are_gone_through(student, randn):
    """Each epoch takes a step for each batch, of the size that is handed in, and drops none."""
    x, y = alike(randn, 10)
    options = {"epochs": 3, "batch_size": 4, "lr": 0.05, "momentum": 0.0, "seed": 3}
    follows(student, x, y, options, 9, lr=0.05)


@points(1, exercise="train", hint="`torch.optim.SGD(..., lr=lr, momentum=momentum)`, made once.")
def test_momentum_is_kept(student, randn):
    """Momentum carries from each step to the next, over all epochs."""
    x, y = alike(randn, 6)
    options = {"epochs": 3, "batch_size": 3, "lr": 0.05, "momentum": 0.7, "seed": 3}
    follows(student, x, y, options, 6, momentum=0.7, lr=0.05)


@points(1, exercise="train", hint="The defaults stand in the signature.")
def test_numbers_of_the_lecture(student, randn):
    """Without numbers there are 20 epochs of batches of 16, a rate of 0.001, a momentum of 0.9."""
    x, y = alike(randn, 136)  # 9 batches of 16, but 8 of 17 and 10 of 15
    follows(student, x, y, {}, 180, momentum=0.9, lr=0.001)

    def judge(replaced):
        got = student.run(begun, replaced, x[:4], y[:4], {}, {"seed": 0})
        agree(*members(got, list, 2))

    with_either_net(judge)


@points(1, exercise="train", hint="`torch.manual_seed(seed)` before the model is made.")
def test_same_seed_same_weights(student, randn):
    """The same seed gives the same weights, and the data are left as they were."""
    x, y = apart(randn, 21)
    options = {"epochs": 2, "batch_size": 4, "lr": 0.1, "seed": 8}

    def judge(replaced):
        given = (trained_again, replaced, x, y, options)
        first, second, *data = members(student.run(*given), tuple, 4)
        holds(of_a_net(first, 6, "cpu")[0].abs().max() > 0, "the weights are all zero")
        agree(first, second)
        agree(data, [x, y])

    with_either_net(judge)


@points(2, exercise="train", hint="Shuffle examples together with their labels.")
def test_a_trained_model_tells_reviews_apart(student, run_seed, measured):
    """A model trained on features of reviews tells positive from negative ones."""
    x, y, unseen, labels = numbers(run_seed)

    def judge(replaced):
        made = student.run(said, replaced, x, y, unseen)
        judged(measured, tensor(made, shape=(TEST, 1), dtype=torch.float32)[:, 0], labels)

    judge(False)


@points(1, exercise="train", hint="`Net(...).to(x.device)`.")
def test_training_works_anywhere(student, devices, randn):
    """On any device, the model is trained where the examples are."""
    x, y = apart(randn, 11)
    options = {"epochs": 1, "batch_size": 11, "lr": 0.5, "momentum": 0.0, "seed": 3}
    for device in devices:
        follows(student.on(device), x, y, options, 1, device=device)


SOME, OTHERS = (7, 3, 5, 8), (2, 9, 4, 3)  # tp, fp, fn, tn


@points(2, exercise="evaluate", hint="Count the four kinds; divide once, at the end.")
def test_measures_are_right(student, reference, rng):
    """Precision, recall, F1 and accuracy are floats, and those of all examples."""
    same_measures(student, reference, [counted(rng, counts) for counts in (SOME, OTHERS)])


@points(1, exercise="evaluate", hint="More than one half is positive.")
def test_threshold_is_one_half(student, reference, rng):
    """Probabilities a little above and a little below 0.5 are told apart."""
    same_measures(student, reference, [counted(rng, counts, 0.02) for counts in (SOME, OTHERS)])


@points(1, exercise="evaluate", hint="Make nothing with a device of its own.")
def test_evaluated_anywhere(student, reference, devices, rng):
    """On any device, what the model gives is measured where it is."""
    given = ([torch.ones(1, 1)], [counted(rng, SOME)])
    for device in devices:
        got = plain_numbers(student.on(device).run(measures, *given))
        agree(got, reference.on(device).run(measures, *given))


@points(1, exercise="SentimentClassifier", hint="(N,), not (N, 1); `fit` returns `self`.")
def test_probabilities_of_texts(student, run_seed):
    """`fit` returns the classifier, and `predict_proba` gives a probability for each text."""
    train, test = reviews(run_seed)
    texts = [text[:60] for text in train.texts[:MANY]]  # enough for 500 components
    given = (classified, texts, train.labels[:MANY], test.texts[:40])
    got = members(student.run(*given), tuple, 2)
    for made, count in zip(got, (40, 3), strict=True):
        chances(made, count)


@points(2, exercise="SentimentClassifier", hint="Bigrams, SVD and the network: are all in use?")
def test_reviews_are_told_apart(student, run_seed, measured):
    """Of reviews that it has never seen, it tells positive from negative ones."""
    train, test = reviews(run_seed)
    given = (classified, train.texts, train.labels, test.texts)
    judged(measured, members(student.run(*given), tuple, 2)[0], torch.tensor(test.labels))


@points(
    4, exercise="SentimentClassifier", hint="What it says must follow from the labels of `fit`."
)
def test_it_learns_what_it_is_taught(student, run_seed, measured):
    """Taught that bad is good, it says so: it learns from its labels, and from nothing else."""
    train, test = reviews(run_seed)
    given = (classified, train.texts, [1 - label for label in train.labels], test.texts)
    made = members(student.run(*given), tuple, 2)[0]
    judged(measured, made, 1 - torch.tensor(test.labels))
