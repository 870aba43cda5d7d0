"""Hidden checks: training.

Networks, losses, optimizers and loaders are made beside the student's code from what is sent:
layers, weights, names, examples. What comes back is what training left: weights and buffers after
the epoch, the losses that were measured, gradients. The reference does the same on the same data.

Modes show themselves in batch normalisation and dropout, a device in tensors without values: a
network on "meta" tells where its batches lay, before anything needs a value. That what a network
computed was not tracked can only be told from within it. Networks are smooth, so that rounding
stays small; steps are large, so that a mistake does not.
"""

import torch
from torch import nn

from grader.checks import agree, holds, points

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


def call(solution, name, model, data, loss):
    """Call the function of this name on a model that starts in train mode."""
    if name == "evaluate":
        return solution.evaluate(model, loader(*data))
    if name == "test_loop":
        return solution.test_loop(loader(*data), model, loss)
    return solution.train_loop(loader(*data), model, loss, torch.optim.SGD(model.parameters(), 0.1))


def results_of(solution, net, data, loss):
    """What `test_loop` gave."""
    return call(solution, "test_loop", build(*net), data, getattr(nn, loss)())


def evaluated(solution, net, data):
    """The four measures that `evaluate` gave for each set of examples."""
    names = ("precision", "recall", "f1", "accuracy")
    made = [solution.evaluate(build(*net), loader(*each)) for each in data]
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


def places(solution, name, net, data):
    """Where the batches of a model on "meta" lay, and both arguments of the loss.

    Nothing on "meta" has a value: the call ends with an error where the first is asked for.
    """
    inputs, losses = [], []
    model = watched(build(*net).to("meta"), lambda given: inputs.append(given[0].device.type), len)
    loss = noting(
        nn.CrossEntropyLoss(), lambda given: losses.append([each.device.type for each in given])
    )
    try:
        call(solution, name, model, data, loss)
    except Exception:
        if not inputs:
            raise
    return inputs, losses


def fitted(solution, net, train, test, numbers, mode=True):
    """The history that `fit` gave, its three entries alone, and the weights and buffers after."""
    names = ("train_loss", "test_loss", "accuracy")
    model = build(*net).train(mode)
    made = solution.fit(model, loader(*train), loader(*test), *numbers)
    if isinstance(made, list) and all(isinstance(e, dict) and set(names) <= set(e) for e in made):
        made = [{name: entry[name] for name in names} for entry in made]
    return made, model.state_dict()


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


def partly_right(randn, net):
    """Examples of which the model gets one of four, none of four and all of three."""
    x = randn(11, 4)
    said = build(*net)(x).argmax(1)
    right = torch.tensor([1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
    return x, torch.where(right == 1, said, (said + 1) % 3), 4


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


def members(got, count):
    """Hold that `got` is a tuple of so many members; returns it."""
    holds(type(got) is tuple and len(got) == count, f"not a tuple of {count}: {got!r:.500}")
    return got


def looked_at(seen, x):
    """Hold that the model was given examples: who computes nothing leaves no trace either."""
    rows = seen if isinstance(seen, list) else []
    rows = [r for r in rows if isinstance(r, torch.Tensor) and r.shape[1:] == x.shape[1:]]
    known = [(each == row).all() for batch in rows for each in batch for row in x]
    holds(any(known), f"the model saw none of the examples: {seen!r:.500}")


def same_weights(student, reference, *arguments):
    """Hold that an epoch leaves the weights and buffers that it leaves with the reference."""
    _, got = members(student.run(trained, *arguments), 2)
    agree(got, reference.run(trained, *arguments)[1], **CLOSE)


def nothing_changed(student, reference, name, net, data, held):
    """Hold that weights, buffers, gradients and what can be trained are as they were."""
    arguments = (left, name, net, data, held)
    seen, *got = members(student.run(*arguments), 4)
    looked_at(seen, data[0])
    agree(got, list(reference.run(*arguments)[1:]))


def untracked(student, name, net, data):
    """Hold that no batch was tracked where the model's values were seen."""
    seen, tracked = members(student.run(tracking, name, net, data), 2)
    looked_at(seen, data[0])
    clean = isinstance(tracked, list) and tracked and not any(tracked)
    holds(clean, f"tracked, batch by batch: {tracked!r:.500}")


def on_meta(places):
    """Whether there are places, and all of them are the model's."""
    return isinstance(places, list) and places and all(each == "meta" for each in places)


def plain_numbers(value):
    """A value with the numbers in it as floats: whole ones, and tensors of no dimensions."""
    if isinstance(value, dict):
        return {key: plain_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain_numbers(each) for each in value]
    small = isinstance(value, torch.Tensor) and value.numel() == 1 and not value.is_complex()
    whole = type(value) is int and abs(value) < 2**53
    return float(value) if small or whole else value


# --- checks ---

SGD = ("SGD", {"lr": 0.5})


@points(1, exercise="train_loop", hint="For each batch: `backward` on the loss, then one `step`.")
def test_one_batch_is_one_step(student, reference, randn, randint):
    """With a single batch, the optimizer takes one step along that batch's gradients."""
    net, data = network(randn, PLAIN), classes(randn, randint, 7, 8)
    same_weights(student, reference, net, data, "CrossEntropyLoss", *SGD)


@points(1, exercise="train_loop", hint="Clear the gradients for each batch, and go on to the end.")
def test_gradients_of_each_batch_alone(student, reference, randn, randint):
    """An epoch takes one step for each batch, along the gradients of that batch alone."""
    net, data = network(randn, PLAIN), classes(randn, randint, 11, 4)
    same_weights(student, reference, net, data, "CrossEntropyLoss", *SGD)


@points(1, exercise="train_loop", hint="The step is the optimizer's: `optimizer.step()`.")
def test_optimizer_decides_the_step(student, reference, randn, randint):
    """Weights move as the optimizer says: Adam, or SGD with weight decay."""
    for kind, options in (("Adam", {"lr": 0.1}), ("SGD", {"lr": 0.3, "weight_decay": 0.5})):
        net, data = network(randn, PLAIN), classes(randn, randint, 8, 8)
        same_weights(student, reference, net, data, "CrossEntropyLoss", kind, options)


@points(1, exercise="train_loop", hint="The loss is an argument: call `loss_fn`, whichever it is.")
def test_given_loss_is_minimised(student, reference, randn):
    """The loss whose gradients are followed is the one that was handed in."""
    layers = (("Linear", 4, 6), ("Tanh",), ("Linear", 6, 2))
    for loss in ("MSELoss", "BCEWithLogitsLoss"):
        data = randn(8, 4), (randn(8, 2) > 0).float(), 8
        same_weights(student, reference, network(randn, layers), data, loss, *SGD)


@points(1, exercise="train_loop", hint="`model.train()` before the first batch.")
def test_training_is_in_train_mode(student, reference, randn, randint):
    """A model that comes in eval mode is trained in train mode, its layers too."""
    for _ in range(2):
        net, data = network(randn, NORMED), classes(randn, randint, 8, 8)
        same_weights(student, reference, net, data, "CrossEntropyLoss", *SGD, False)


@points(1, exercise="train_loop", hint="Weigh each batch's mean by its size; return a float.")
def test_train_loss_is_a_mean_of_examples(student, reference, randn, randint):
    """The mean loss over examples comes back, as a float, the last batch being smaller."""
    still = ("CrossEntropyLoss", "SGD", {"lr": 0.0})  # the losses do not depend on steps
    moving = ("CrossEntropyLoss", *SGD)  # the loss of a single batch, before its step
    for count, size, how in ((11, 4, still), (9, 8, still), (8, 8, moving)):
        arguments = (network(randn, PLAIN), classes(randn, randint, count, size), *how)
        got, _ = members(student.run(trained, *arguments), 2)
        agree(got, reference.run(trained, *arguments)[0], **CLOSE)


@points(1, exercise="train_loop", hint="`next(model.parameters()).device` says where it is.")
def test_training_batches_are_moved(student, reference, randn, randint):
    """Inputs and labels of a batch go to the device that the model is on."""
    net, data = network(randn, PLAIN), classes(randn, randint, 8, 4)
    inputs, losses = members(student.run(places, "train_loop", net, data), 2)
    pairs = [place for pair in losses for place in pair] if isinstance(losses, list) else None
    holds(on_meta(inputs) and on_meta(pairs), f"inputs: {inputs!r:.300}, loss: {losses!r:.300}")


@points(1, exercise="test_loop", hint="Count right answers, and divide by examples at the end.")
def test_accuracy_is_a_share_of_examples(student, reference, randn):
    """The first of two floats is the share of examples whose highest logit is their class."""
    for _ in range(2):
        net = network(randn, PLAIN)
        arguments = (results_of, net, partly_right(randn, net), "CrossEntropyLoss")
        got, _ = members(student.run(*arguments), 2)
        agree(got, reference.run(*arguments)[0])


@points(1, exercise="test_loop", hint="Weigh each batch's mean by its size.")
def test_test_loss_is_a_mean_of_examples(student, reference, randn, randint):
    """The second is the mean over examples of the loss that was handed in."""
    for loss in ("CrossEntropyLoss", "MultiMarginLoss"):
        arguments = (results_of, network(randn, PLAIN), classes(randn, randint, 11, 4), loss)
        _, got = members(student.run(*arguments), 2)
        agree(got, reference.run(*arguments)[1], **CLOSE)


@points(1, exercise="test_loop", hint="`model.eval()` before the first batch.")
def test_testing_is_in_eval_mode(student, reference, randn, randint):
    """A model that comes in train mode is tested in eval mode, its layers too."""
    for _ in range(2):
        data = classes(randn, randint, 12, 4)
        arguments = (results_of, network(randn, MODAL), data, "CrossEntropyLoss")
        agree(student.run(*arguments), reference.run(*arguments), **CLOSE)


@points(1, exercise="test_loop", hint="To test is to look: no `backward`, no `zero_grad`.")
def test_testing_changes_nothing(student, reference, randn, randint):
    """Parameters, buffers and gradients are as before, and the model can still be trained."""
    net, data = network(randn, NORMED), classes(randn, randint, 12, 4)
    shapes = [value.shape for key, value in net[1].items() if key.endswith(("weight", "bias"))]
    for grads in ([randn(*shape) for shape in shapes], [None] * 6):
        nothing_changed(student, reference, "test_loop", net, data, grads)


@points(1, exercise="test_loop", hint="`with torch.no_grad():` around the loop.")
def test_testing_is_untracked(student, randn, randint):
    """Autograd notes nothing down: what the loss is given does not require grad."""
    net, data = network(randn, PLAIN), classes(randn, randint, 12, 4)
    untracked(student, "test_loop", net, data)


@points(1, exercise="test_loop", hint="`next(model.parameters()).device` says where it is.")
def test_test_batches_are_moved(student, reference, randn, randint):
    """Inputs go to the device that the model is on, and the loss finds all it needs on one."""
    net, data = network(randn, PLAIN), classes(randn, randint, 8, 4)
    inputs, losses = members(student.run(places, "test_loop", net, data), 2)
    holds(on_meta(inputs), f"inputs: {inputs!r:.300}")
    together = isinstance(losses, list) and all(
        isinstance(pair, list) and len(set(map(str, pair))) == 1 for pair in losses
    )
    holds(together, f"arguments of the loss: {losses!r:.300}")


def same_fit(student, reference, *arguments, part):
    """Hold that `fit` gives the reference's history (part 0), or leaves its weights (part 1)."""
    got = members(student.run(fitted, *arguments), 2)[part]
    want = reference.run(fitted, *arguments)[part]
    agree(plain_numbers(got) if part == 0 else got, want, **CLOSE)


def two_sets(randn, randint, first=11, second=7):
    """Training and test examples, four a batch."""
    return classes(randn, randint, first, 4), classes(randn, randint, second, 4)


@points(1, exercise="fit", hint="A new dictionary for each epoch, with the three keys.")
def test_one_entry_an_epoch(student, reference, randn, randint):
    """There is one dictionary an epoch, with both losses and the accuracy, each of its own set."""
    for epochs in (3, 1):
        net = network(randn, PLAIN)
        train, test = two_sets(randn, randint)[0], partly_right(randn, net)
        same_fit(student, reference, net, train, test, [epochs, 0.0, 0.0], part=0)


@points(1, exercise="fit", hint="`torch.optim.SGD`, with `lr`, on the cross entropy.")
def test_fit_follows_cross_entropy(student, reference, randn, randint):
    """The weights after one epoch are those of SGD with this `lr` on the cross entropy."""
    for rate in (0.5, 0.1):
        arguments = (network(randn, PLAIN), *two_sets(randn, randint), [1, rate, 0.0])
        same_fit(student, reference, *arguments, part=1)


@points(1, exercise="fit", hint="Make the optimizer once, before the first epoch.")
def test_momentum_is_kept(student, reference, randn, randint):
    """Three epochs with momentum are three epochs of one optimizer."""
    arguments = (network(randn, PLAIN), *two_sets(randn, randint), [3, 0.1, 0.9])
    same_fit(student, reference, *arguments, part=1)


@points(1, exercise="fit", hint="First train, then test; and once more for each epoch.")
def test_tested_after_each_epoch(student, reference, randn, randint):
    """The loss of training is measured during each epoch, the other two numbers after it."""
    arguments = (network(randn, PLAIN), *two_sets(randn, randint, 12, 8), [3, 0.3, 0.0])
    same_fit(student, reference, *arguments, part=0)


@points(1, exercise="fit", hint="Train mode and eval mode take turns; set each in its loop.")
def test_modes_take_turns(student, reference, randn, randint):
    """Every epoch trains in train mode and tests in eval mode."""
    arguments = (network(randn, NORMED), *two_sets(randn, randint, 12, 8), [2, 0.3, 0.0], False)
    same_fit(student, reference, *arguments, part=0)
    same_fit(student, reference, *arguments, part=1)


def same_measures(student, reference, net, data):
    """Hold that the four measures of each set of examples are the reference's."""
    got = student.run(evaluated, net, data)
    whole = isinstance(got, list) and not any(
        isinstance(value, torch.Tensor)
        for one in got
        if isinstance(one, dict)
        for value in one.values()
    )
    agree(plain_numbers(got) if whole else got, reference.run(evaluated, net, data))


@points(2, exercise="evaluate", hint="Count over all batches; divide once, at the end.")
def test_measures_of_the_whole_loader(student, reference, rng):
    """Precision, recall, F1 and accuracy are floats, and those of all examples together."""
    data = [counted(rng, SOME), counted(rng, OTHERS)]
    same_measures(student, reference, (SCORER, IDENTITY), data)


@points(1, exercise="evaluate", hint="More than one half is positive.")
def test_threshold_is_one_half(student, reference, rng):
    """Probabilities a little above and a little below 0.5 are told apart."""
    data = [counted(rng, SOME, NEAR), counted(rng, OTHERS, NEAR)]
    same_measures(student, reference, (SCORER, IDENTITY), data)


@points(1, exercise="evaluate", hint="Look at the denominator before you divide.")
def test_nothing_of_nothing_is_zero(student, reference, rng):
    """Where nothing is said to be positive, or nothing is, 0/0 counts as 0."""
    counts = ((0, 0, 0, 9), (0, 0, 4, 5), (0, 3, 0, 6))
    data = [counted(rng, each, size=9) for each in counts]
    same_measures(student, reference, (SCORER, IDENTITY), data)


@points(1, exercise="evaluate", hint="`model.eval()` before the first batch.")
def test_evaluating_is_in_eval_mode(student, reference, randn):
    """A model that comes in train mode is evaluated in eval mode, its layers too."""
    for _ in range(3):
        net, data = decided(randn, 14)
        same_measures(student, reference, net, [data])


@points(1, exercise="evaluate", hint="To evaluate is to look: the model stays as it is.")
def test_evaluating_changes_nothing(student, reference, randn):
    """Parameters, buffers and gradients are as before, and the model can still be trained."""
    for held in ([randn(4), randn(4), randn(1, 4), randn(1)], [None] * 4):
        net, data = decided(randn, 6)
        nothing_changed(student, reference, "evaluate", net, data, held)


@points(1, exercise="evaluate", hint="`with torch.no_grad():` around the loop.")
def test_evaluating_is_untracked(student, rng):
    """Autograd notes nothing down while the model computes."""
    untracked(student, "evaluate", (SCORER, IDENTITY), counted(rng, SOME))


@points(1, exercise="evaluate", hint="`next(model.parameters()).device` says where it is.")
def test_evaluated_batches_are_moved(student, reference, rng):
    """Inputs go to the device that the model is on."""
    data = counted(rng, SOME)
    inputs, _ = members(student.run(places, "evaluate", (SCORER, IDENTITY), data), 2)
    holds(on_meta(inputs), f"inputs: {inputs!r:.300}")
