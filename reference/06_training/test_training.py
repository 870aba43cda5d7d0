"""Hidden checks: training.

Networks, losses, optimizers and loaders are made beside the student's code from what is sent:
layers, weights, names, examples. What comes back is what training left: weights and buffers after
the epoch, the losses that were measured, gradients. The reference does the same on the same data.

Modes show themselves in batch normalisation and dropout. That what a network computed was not
tracked can only be told from within it. Networks are smooth, so that rounding stays small; steps
are large, so that a mistake does not.
"""

import torch
from torch import nn

from grader.checks import agree, holds, points, shown

CLOSE = {"rtol": 1e-3, "atol": 1e-4}  # right ways to an epoch round differently in float32


# --- evidence: what runs beside the student's code ---


def build(layers, state):
    """The network of these layers with these weights and buffers, where they lie."""
    model = nn.Sequential(*(getattr(nn, kind)(*sizes) for kind, *sizes in layers))
    model.load_state_dict(state)
    return model.to(next(iter(state.values())).device)


def loader(x, y, size):
    """The examples in their order, so many a batch."""
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=size)


def noting(module, note):
    """The module, telling `note` what it is given each time."""
    forward = module.forward

    def told(*given, **named):
        note([*given, *named.values()])
        return forward(*given, **named)

    module.forward = told
    return module


def watched(model, enter, leave):
    """The model between two layers that note what goes in and out, and keep nothing themselves."""
    return nn.Sequential(noting(nn.Identity(), enter), *model, noting(nn.Identity(), leave))


def trained(solution, net, data, loss, optimizer, options, mode=True):
    """What an epoch gave, and the weights and buffers after it."""
    model = build(*net).train(mode)
    steps = getattr(torch.optim, optimizer)(model.parameters(), **options)
    made = solution.train_loop(loader(*data), model, getattr(nn, loss)(), steps)
    return made, model.state_dict()


def epochs(solution, cases):
    """What an epoch of each case gave, and what it left."""
    return [trained(solution, *case) for case in cases]


def call(solution, name, model, data, loss):
    """Call the function of this name on a model that starts in train mode."""
    if name == "evaluate":
        return solution.evaluate(model, loader(*data))
    if name == "test_loop":
        return solution.test_loop(loader(*data), model, loss)
    if name == "fit":
        return solution.fit(model, loader(*data), loader(*data), 1, 0.1, 0.0)
    return solution.train_loop(loader(*data), model, loss, torch.optim.SGD(model.parameters(), 0.1))


def results(solution, cases):
    """What `test_loop` gave in each case."""
    return [
        call(solution, "test_loop", build(*net), data, getattr(nn, loss)())
        for net, data, loss in cases
    ]


def evaluated(solution, cases):
    """The four measures that `evaluate` gave in each case."""
    names = ("precision", "recall", "f1", "accuracy")
    made = [solution.evaluate(build(*net), loader(*data)) for net, data in cases]
    if not all(isinstance(one, dict) and set(names) <= set(one) for one in made):
        return made
    return [{name: one[name] for name in names} for one in made]


def left(solution, name, net, data, held):
    """The inputs that the model saw; what is left of its weights, buffers and gradients.

    And the gradients of a backward pass made afterwards.
    """
    seen = []
    model = watched(build(*net), lambda given: seen.append(given[0].detach().clone()), len)
    parameters = list(model.parameters())
    for parameter, grad in zip(parameters, held, strict=True):
        parameter.grad = grad
    call(solution, name, model, data, nn.CrossEntropyLoss())
    state, grads = dict(model.state_dict()), [parameter.grad for parameter in parameters]
    for parameter in parameters:
        parameter.grad = None
    with torch.enable_grad():
        model.eval()(data[0]).sum().backward()
    return seen[:-1], state, grads, [parameter.grad for parameter in parameters]


def remains(solution, name, cases):
    """What each case left."""
    return [left(solution, name, *case) for case in cases]


def tracking(solution, name, net, data):
    """The inputs that the model saw, and whether autograd tracked what it gave.

    For `test_loop` it counts what the loss is given: a detached copy of it will do.
    """
    seen, given_away, given_to_loss = [], [], []
    loss = noting(nn.CrossEntropyLoss(), lambda given: given_to_loss.append(given[0].requires_grad))
    model = watched(
        build(*net),
        lambda given: seen.append(given[0].detach().clone()),
        lambda given: given_away.append(given[0].requires_grad),
    )
    call(solution, name, model, data, loss)
    return seen, given_to_loss or given_away


def worked(solution, name, net, data):
    """What the function gave for a loader on the CPU, and its model afterwards, where it is.

    Of dictionaries only the entries that were asked for.
    """
    x, y, size = data
    model = build(*net)
    made = call(solution, name, model, (x.cpu(), y.cpu(), size), nn.CrossEntropyLoss())
    wanted = ("train_loss", "test_loss", "precision", "recall", "f1", "accuracy")
    if isinstance(made, list) and all(isinstance(entry, dict) for entry in made):
        made = [{key: entry[key] for key in wanted if key in entry} for entry in made]
    elif isinstance(made, dict):
        made = {key: made[key] for key in wanted if key in made}
    return made, model.state_dict()


def fitted(solution, net, train, test, numbers, mode=True):
    """The history that `fit` gave, its three entries alone, and the weights and buffers after."""
    names = ("train_loss", "test_loss", "accuracy")
    model = build(*net).train(mode)
    made = solution.fit(model, loader(*train), loader(*test), *numbers)
    if isinstance(made, list) and all(isinstance(e, dict) and set(names) <= set(e) for e in made):
        made = [{name: entry[name] for name in names} for entry in made]
    return made, model.state_dict()


def fits(solution, cases):
    """The history of each case, and what was left of its model."""
    return [fitted(solution, *case) for case in cases]


# --- inputs ---

PLAIN = (("Linear", 4, 6), ("Tanh",), ("Linear", 6, 3))
NORMED = (("Linear", 4, 6), ("BatchNorm1d", 6), ("Tanh",), ("Linear", 6, 3))
MODAL = (("BatchNorm1d", 4), ("Linear", 4, 6), ("Tanh",), ("Dropout", 0.5), ("Linear", 6, 3))
BINARY = (("BatchNorm1d", 4), ("Dropout", 0.5), ("Linear", 4, 1), ("Sigmoid",))
SCORER = (("Linear", 1, 1), ("Sigmoid",))
IDENTITY = {"0.weight": torch.ones(1, 1), "0.bias": torch.zeros(1)}
SOME, OTHERS = (7, 3, 5, 8), (2, 9, 4, 3)  # tp, fp, fn, tn
FAR, NEAR = (2.0, 4.0), (0.02, 0.3)  # logits: probabilities around 0.9, and up to 0.57


def network(randn, layers):
    """The layers, and weights and buffers for them; running variances are positive."""
    with torch.device("meta"):
        shapes = nn.Sequential(*(getattr(nn, kind)(*sizes) for kind, *sizes in layers))
    state = {}
    for name, like in shapes.state_dict().items():
        drawn = randn(1, *like.shape)[0].to(like.dtype)
        state[name] = drawn.abs() + 0.5 if name.endswith("var") else drawn
        if name.endswith("num_batches_tracked"):
            state[name] = torch.tensor(0)
    return layers, state


def classes(randn, randint, count, size):
    """Examples (N, 4) of three classes, and the size of a batch."""
    return randn(count, 4), randint(0, 3, (count,)), size


def partly_right(randn, randint, net):
    """Examples of which the model gets about a half, but all of the last, smaller batch."""
    x = randn(43, 4)
    said = build(*net)(x).argmax(1)
    right = randint(0, 2, (43,)) | (torch.arange(43) >= 40)
    return x, torch.where(right == 1, said, (said + 1) % 3), 8


def counted(rng, counts, distance=FAR, size=5):
    """Logits (N, 1) and labels (N,) with so many tp, fp, fn and tn, shuffled."""
    kinds = ((1, 1.0), (1, 0.0), (-1, 1.0), (-1, 0.0))  # sign of the logit, label
    drawn = [kind for kind, count in zip(kinds, counts, strict=True) for _ in range(count)]
    rng.shuffle(drawn)
    logits = [[sign * rng.uniform(*distance)] for sign, _ in drawn]
    return torch.tensor(logits), torch.tensor([label for _, label in drawn]), size


def decided(randn, size):
    """A network of modes, and examples of which in eval mode it is sure: 5 tp, 3 fp, 2 fn, 4 tn."""
    layers, state = network(randn, BINARY)
    x = randn(400, 4)
    logits = build(layers[:-1], state).eval()(x)[:, 0].detach()
    state["2.bias"] -= logits.median()
    order = logits.argsort()
    x, labels = x[torch.cat([order[-8:], order[:6]])], [1] * 5 + [0] * 3 + [1] * 2 + [0] * 4
    return (layers, state), (x, torch.tensor(labels).float(), size)


# --- verdicts ---


def members(got, kind, count):
    """Hold that `got` is a tuple or a list of so many members; returns it."""
    kept = type(got) is kind and len(got) == count
    holds(kept, f"not a {kind.__name__} of {count}: {shown(got, 500)}")
    return got


def pairs(student, reference, probe, cases):
    """What the probe gave for each case, the student's and the reference's, as a pair of tuples."""
    got = members(student.run(probe, cases), list, len(cases))
    want = reference.run(probe, cases)
    return [(members(mine, tuple, len(own)), own) for mine, own in zip(got, want, strict=True)]


def same_weights(student, reference, *cases):
    """Hold that epochs leave the weights and buffers that they leave with the reference."""
    for (_, got), (_, want) in pairs(student, reference, epochs, cases):
        agree(got, want, **CLOSE)


def looked_at(seen, x):
    """Hold that the model was given examples: who computes nothing leaves no trace either."""
    rows = seen[:9] if isinstance(seen, list) else []
    rows = [r for r in rows if isinstance(r, torch.Tensor) and r.shape[1:] == x.shape[1:]]
    known = [(each == row).all() for batch in rows for each in batch[:50] for row in x]
    holds(any(known), f"the model saw none of the examples: {shown(seen, 500)}")


def nothing_changed(student, reference, name, cases):
    """Hold that weights, buffers, gradients and what can be trained are as they were."""
    got = members(student.run(remains, name, cases), list, len(cases))
    for (_, data, _), mine, own in zip(
        cases, got, reference.run(remains, name, cases), strict=True
    ):
        looked_at(members(mine, tuple, len(own))[0], data[0])
        agree(mine[1:], own[1:])


def untracked(student, name, net, data):
    """Hold that no batch was tracked where the model's values were seen."""
    seen, tracked = members(student.run(tracking, name, net, data), tuple, 2)
    looked_at(seen, data[0])
    clean = isinstance(tracked, list) and tracked and all(each is False for each in tracked)
    holds(clean, f"tracked, batch by batch: {shown(tracked, 500)}")


def plain_numbers(value, *, tensors):
    """A value with whole numbers as floats, and, if `tensors`, those of one element too."""
    if isinstance(value, dict):
        return {key: plain_numbers(each, tensors=tensors) for key, each in value.items()}
    if type(value) in (list, tuple):
        return type(value)(plain_numbers(each, tensors=tensors) for each in value)
    small = isinstance(value, torch.Tensor) and value.numel() == 1 and not value.is_complex()
    whole = type(value) is int and abs(value) < 2**53
    return float(value) if whole or (small and tensors) else value


def same_history(got, want):
    """Hold that a history has the reference's numbers; whether as floats is left open."""
    agree(plain_numbers(got, tensors=True), want, **CLOSE)


def same_measures(student, reference, cases):
    """Hold that the four measures of each case are the reference's, as numbers."""
    got = plain_numbers(student.run(evaluated, cases), tensors=False)
    agree(got, reference.run(evaluated, cases))


def same_everywhere(student, reference, devices, name, net, data):
    """Hold that it gives and leaves the same wherever the model is, and that it stays there."""
    for device in devices:
        given = (worked, name, net, data)
        got, state = members(student.on(device).run(*given), tuple, 2)
        want, expected = reference.on(device).run(*given)
        agree(plain_numbers(got, tensors=True), want, **CLOSE)
        agree(state, expected, **CLOSE)


# --- checks ---

SGD = ("SGD", {"lr": 0.5})


@points(1, exercise="train_loop", hint="For each batch: `backward` on the loss, then one `step`.")
def test_one_batch_is_one_step(student, reference, randn, randint):
    """With a single batch, the optimizer takes one step along that batch's gradients."""
    net, data = network(randn, PLAIN), classes(randn, randint, 7, 8)
    same_weights(student, reference, (net, data, "CrossEntropyLoss", *SGD))


@points(1, exercise="train_loop", hint="Clear the gradients for each batch, and go on to the end.")
def test_gradients_of_each_batch_alone(student, reference, randn, randint):
    """An epoch takes one step for each batch, along the gradients of that batch alone."""
    net, data = network(randn, PLAIN), classes(randn, randint, 11, 4)
    same_weights(student, reference, (net, data, "CrossEntropyLoss", *SGD))


@points(1, exercise="train_loop", hint="The step is the optimizer's: `optimizer.step()`.")
def test_optimizer_decides_the_step(student, reference, randn, randint):
    """Weights move as the optimizer says: Adam, or SGD with weight decay."""
    cases = [
        (network(randn, PLAIN), classes(randn, randint, 8, 8), "CrossEntropyLoss", *optimizer)
        for optimizer in (("Adam", {"lr": 0.1}), ("SGD", {"lr": 0.3, "weight_decay": 0.5}))
    ]
    same_weights(student, reference, *cases)


@points(1, exercise="train_loop", hint="The loss is an argument: call `loss_fn`, whichever it is.")
def test_given_loss_is_minimised(student, reference, randn):
    """The loss whose gradients are followed is the one that was handed in."""
    layers = (("Linear", 4, 6), ("Tanh",), ("Linear", 6, 2))
    cases = [
        (network(randn, layers), (randn(8, 4), (randn(8, 2) > 0).float(), 8), loss, *SGD)
        for loss in ("MSELoss", "BCEWithLogitsLoss")
    ]
    same_weights(student, reference, *cases)


@points(1, exercise="train_loop", hint="`model.train()` before the first batch.")
def test_training_is_in_train_mode(student, reference, randn, randint):
    """A model that comes in eval mode is trained in train mode, its layers too."""
    net, data = network(randn, NORMED), classes(randn, randint, 8, 8)
    same_weights(student, reference, (net, data, "CrossEntropyLoss", *SGD, False))


@points(1, exercise="train_loop", hint="Weigh each batch's mean by its size; return a float.")
def test_train_loss_is_a_mean_of_examples(student, reference, randn, randint):
    """The mean loss over examples comes back, as a float, the last batch being smaller."""
    still = ("CrossEntropyLoss", "SGD", {"lr": 0.0})  # the losses do not depend on steps
    moving = ("CrossEntropyLoss", *SGD)  # the loss of a single batch, before its step
    cases = [
        (network(randn, PLAIN), classes(randn, randint, count, size), *how)
        for count, size, how in ((11, 4, still), (9, 8, still), (8, 8, moving))
    ]
    for (got, _), (want, _) in pairs(student, reference, epochs, cases):
        agree(got, want, **CLOSE)


@points(1, exercise="train_loop", hint="`next(model.parameters()).device` says where it is.")
def test_training_batches_are_moved(student, reference, devices, randn, randint):
    """On any device, batches go where the model is; it is trained, and stays, there."""
    net, data = network(randn, PLAIN), classes(randn, randint, 8, 4)
    same_everywhere(student, reference, devices, "train_loop", net, data)


@points(1, exercise="test_loop", hint="Count right answers, and divide by examples at the end.")
def test_accuracy_is_a_share_of_examples(student, reference, randn, randint):
    """The first of two floats is the share of examples whose highest logit is their class."""
    nets = [network(randn, PLAIN) for _ in range(3)]
    cases = [(net, partly_right(randn, randint, net), "CrossEntropyLoss") for net in nets]
    for (got, _), (want, _) in pairs(student, reference, results, cases):
        agree(got, want)


@points(1, exercise="test_loop", hint="Weigh each batch's mean by its size.")
def test_test_loss_is_a_mean_of_examples(student, reference, randn, randint):
    """The second is the mean over examples of the loss that was handed in."""
    cases = [
        (network(randn, PLAIN), classes(randn, randint, 11, 4), loss)
        for loss in ("CrossEntropyLoss", "MultiMarginLoss")
    ]
    for (_, got), (_, want) in pairs(student, reference, results, cases):
        agree(got, want, **CLOSE)


@points(1, exercise="test_loop", hint="`model.eval()` before the first batch.")
def test_testing_is_in_eval_mode(student, reference, randn, randint):
    """A model that comes in train mode is tested in eval mode, its layers too."""
    cases = [
        (network(randn, MODAL), classes(randn, randint, 12, 4), "CrossEntropyLoss")
        for _ in range(2)
    ]
    agree(student.run(results, cases), reference.run(results, cases), **CLOSE)


@points(1, exercise="test_loop", hint="To test is to look: no `backward`, no `zero_grad`.")
def test_testing_changes_nothing(student, reference, randn, randint):
    """Parameters, buffers and gradients are as before, and the model can still be trained."""
    net, data = network(randn, NORMED), classes(randn, randint, 12, 4)
    shapes = [value.shape for key, value in net[1].items() if key.endswith(("weight", "bias"))]
    cases = [(net, data, [randn(*shape) for shape in shapes]), (net, data, [None] * len(shapes))]
    nothing_changed(student, reference, "test_loop", cases)


@points(1, exercise="test_loop", hint="`with torch.no_grad():` around the loop.")
def test_testing_is_untracked(student, randn, randint):
    """Autograd notes nothing down: what the loss is given does not require grad."""
    net, data = network(randn, PLAIN), classes(randn, randint, 12, 4)
    untracked(student, "test_loop", net, data)


@points(1, exercise="test_loop", hint="`next(model.parameters()).device` says where it is.")
def test_test_batches_are_moved(student, reference, devices, randn, randint):
    """On any device, batches go where the model is; it is tested, and stays, there."""
    net, data = network(randn, PLAIN), classes(randn, randint, 8, 4)
    same_everywhere(student, reference, devices, "test_loop", net, data)


def two_sets(randn, randint, first=11, second=7):
    """Training and test examples, four a batch."""
    return classes(randn, randint, first, 4), classes(randn, randint, second, 4)


@points(1, exercise="fit", hint="A new dictionary for each epoch, with the three keys.")
def test_one_entry_an_epoch(student, reference, randn, randint):
    """There is one dictionary an epoch, with both losses and the accuracy, each of its own set."""
    nets = [network(randn, PLAIN) for _ in range(2)]
    cases = [
        (net, classes(randn, randint, 11, 4), partly_right(randn, randint, net), [count, 0.0, 0.0])
        for net, count in zip(nets, (3, 1), strict=True)
    ]
    for (got, _), (want, _) in pairs(student, reference, fits, cases):
        same_history(got, want)


@points(1, exercise="fit", hint="`torch.optim.SGD`, with `lr`, on the cross entropy.")
def test_fit_follows_cross_entropy(student, reference, randn, randint):
    """The weights after one epoch are those of SGD with this `lr` on the cross entropy."""
    cases = [
        (network(randn, PLAIN), *two_sets(randn, randint), [1, rate, 0.0]) for rate in (0.5, 0.1)
    ]
    for (_, got), (_, want) in pairs(student, reference, fits, cases):
        agree(got, want, **CLOSE)


@points(1, exercise="fit", hint="Make the optimizer once, before the first epoch.")
def test_momentum_is_kept(student, reference, randn, randint):
    """Three epochs with momentum are three epochs of one optimizer."""
    cases = [(network(randn, PLAIN), *two_sets(randn, randint), [3, 0.1, 0.9])]
    for (_, got), (_, want) in pairs(student, reference, fits, cases):
        agree(got, want, **CLOSE)


@points(1, exercise="fit", hint="First train, then test; and once more for each epoch.")
def test_tested_after_each_epoch(student, reference, randn, randint):
    """The loss of training is measured during each epoch, the other two numbers after it."""
    cases = [(network(randn, PLAIN), *two_sets(randn, randint, 12, 8), [3, 0.3, 0.0])]
    for (got, _), (want, _) in pairs(student, reference, fits, cases):
        same_history(got, want)


@points(1, exercise="fit", hint="Train mode and eval mode take turns; set each in its loop.")
def test_modes_take_turns(student, reference, randn, randint):
    """Every epoch trains in train mode and tests in eval mode."""
    cases = [(network(randn, NORMED), *two_sets(randn, randint, 12, 8), [2, 0.3, 0.0], False)]
    for (history, got), (expected, want) in pairs(student, reference, fits, cases):
        same_history(history, expected)
        agree(got, want, **CLOSE)


@points(1, exercise="fit", hint="`next(model.parameters()).device` says where it is.")
def test_fitted_batches_are_moved(student, reference, devices, randn, randint):
    """On any device, the model is trained and tested where it is, and stays there."""
    net, data = network(randn, PLAIN), classes(randn, randint, 8, 4)
    same_everywhere(student, reference, devices, "fit", net, data)


@points(2, exercise="evaluate", hint="Count over all batches; divide once, at the end.")
def test_measures_of_the_whole_loader(student, reference, rng):
    """Precision, recall, F1 and accuracy are floats, and those of all examples together."""
    cases = [((SCORER, IDENTITY), counted(rng, counts)) for counts in (SOME, OTHERS)]
    same_measures(student, reference, cases)


@points(1, exercise="evaluate", hint="More than one half is positive.")
def test_threshold_is_one_half(student, reference, rng):
    """Probabilities a little above and a little below 0.5 are told apart."""
    cases = [((SCORER, IDENTITY), counted(rng, counts, NEAR)) for counts in (SOME, OTHERS)]
    same_measures(student, reference, cases)


@points(1, exercise="evaluate", hint="Look at the denominator before you divide.")
def test_nothing_of_nothing_is_zero(student, reference, rng):
    """Where nothing is said to be positive, or nothing is, 0/0 counts as 0."""
    counts = ((0, 0, 0, 9), (0, 0, 4, 5), (0, 3, 0, 6))
    cases = [((SCORER, IDENTITY), counted(rng, each, size=9)) for each in counts]
    same_measures(student, reference, cases)


@points(1, exercise="evaluate", hint="`model.eval()` before the first batch.")
def test_evaluating_is_in_eval_mode(student, reference, randn):
    """A model that comes in train mode is evaluated in eval mode, its layers too."""
    same_measures(student, reference, [decided(randn, 14) for _ in range(3)])


@points(1, exercise="evaluate", hint="To evaluate is to look: the model stays as it is.")
def test_evaluating_changes_nothing(student, reference, randn):
    """Parameters, buffers and gradients are as before, and the model can still be trained."""
    held = [randn(4), randn(4), randn(1, 4), randn(1)]
    cases = [(*decided(randn, 6), grads) for grads in (held, [None] * 4)]
    nothing_changed(student, reference, "evaluate", cases)


@points(1, exercise="evaluate", hint="`with torch.no_grad():` around the loop.")
def test_evaluating_is_untracked(student, rng):
    """Autograd notes nothing down while the model computes."""
    untracked(student, "evaluate", (SCORER, IDENTITY), counted(rng, SOME))


@points(1, exercise="evaluate", hint="`next(model.parameters()).device` says where it is.")
def test_evaluated_batches_are_moved(student, reference, devices, rng):
    """On any device, batches go where the model is; it is evaluated, and stays, there."""
    data = counted(rng, SOME)
    same_everywhere(student, reference, devices, "evaluate", (SCORER, IDENTITY), data)
