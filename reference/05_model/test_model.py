"""Hidden checks: models.

Weights are drawn here, put into the student's networks and compared by what the networks make of
them; no check trusts a list of layers. A mode shows itself in batch normalisation and dropout. That
what a network computed was not tracked, and of what class a loaded network is, can only be told by
the student's own process.

`load` is judged with the student's `Net`, or, where that one is wrong, with a stand-in for it:
a mistake in one exercise costs nothing in the other.
"""

import collections
import contextlib
import io
import os
import tempfile
import zipfile

import torch
from torch import nn

from grader.checks import agree, points

# --- evidence: what runs beside the student's code ---


def filled(part, weights):
    """The layers of a network with these parameters, in their order."""
    with torch.no_grad():
        for parameter, weight in zip(part.parameters(), weights, strict=False):
            parameter.copy_(weight)
    return part


def network(solution, weights):
    """The student's network for images with these parameters."""
    model = solution.NeuralNetwork()
    filled(model.linear_relu_stack, weights)
    return model


def logits(solution, weights, batches):
    """What the network gives for each batch of images."""
    model = network(solution, weights)
    return [model(x) for x in batches]


def flattened(solution, x):
    """Each image as a row."""
    return solution.NeuralNetwork().flatten(x)


def network_shapes(solution):
    """The shapes of all parameters of the network, and of those in its stack."""
    model = solution.NeuralNetwork()
    every = [tuple(parameter.shape) for parameter in model.parameters()]
    stack = [tuple(parameter.shape) for parameter in model.linear_relu_stack.parameters()]
    return sorted(every), sorted(stack)


def network_gradients(solution, weights, x, v):
    """What a backward pass from a weighted sum of the logits leaves in each parameter."""
    model = network(solution, weights)
    (model(x) * v).sum().backward()
    return [parameter.grad for parameter in model.parameters()]


def sent(model, device):
    """The model, moved to where it is not made; on the CPU it has to be as it comes."""
    return model if device.type == "cpu" else model.to(device)


def network_there(solution, weights, x, v):
    """The logits of a network where x lies, and what a backward pass leaves in each bias."""
    model = sent(solution.NeuralNetwork(), x.device)
    filled(model.linear_relu_stack, weights)
    made = model(x)
    (made * v).sum().backward()
    return made, [parameter.grad for parameter in model.parameters() if parameter.ndim == 1]


def net(solution, sizes, weights):
    """The student's Net of these sizes with these parameters of fc1 and fc2."""
    model = solution.Net(*sizes)
    filled(model.fc1, weights[:2])
    filled(model.fc2, weights[2:])
    return model


def probabilities(solution, sizes, weights, batches):
    """What the Net gives for each batch of features."""
    model = net(solution, sizes, weights)
    return [model(x) for x in batches]


def net_shapes(solution):
    """The shapes of fc1 and fc2: with no sizes given, by position and by name."""
    models = [solution.Net(), solution.Net(7), solution.Net(n_hidden=3, n_features=5)]
    return [
        [tuple(p.shape) for layer in (model.fc1, model.fc2) for p in layer.parameters()]
        for model in models
    ]


def net_gradients(solution, sizes, weights, x, v):
    """What a backward pass from a weighted sum of the probabilities leaves in fc1 and fc2."""
    model = net(solution, sizes, weights)
    (model(x) * v).sum().backward()
    return [p.grad for layer in (model.fc1, model.fc2) for p in layer.parameters()]


def net_there(solution, sizes, weights, x, v):
    """The probabilities of a Net where x lies, and what a backward pass leaves in fc1 and fc2."""
    model = sent(solution.Net(*sizes), x.device)
    filled(model.fc1, weights[:2])
    filled(model.fc2, weights[2:])
    made = model(x)
    (made * v).sum().backward()
    return made, [p.grad for layer in (model.fc1, model.fc2) for p in layer.parameters()]


def classifier(state):
    """A network of four features and three classes, with modes, in train mode."""
    layers = [nn.BatchNorm1d(4), nn.Linear(4, 6), nn.Tanh(), nn.Dropout(0.5), nn.Linear(6, 3)]
    model = nn.Sequential(*layers)
    model.load_state_dict(state)
    return model


def classes(solution, weights, batches):
    """The classes that a network without modes predicts for each batch."""
    model = filled(nn.Linear(4, 3), weights)
    return [solution.predict_class(model, x) for x in batches]


def classes_in_mode(solution, state, x, training):
    """The classes, and what the network holds afterwards."""
    model = classifier(state).train(training)
    return solution.predict_class(model, x), dict(model.state_dict())


def mode_afterwards(solution, state, x, training):
    """The classes, and the statistics that the network's next pass leaves: only training adds."""
    model = classifier(state).train(training)
    made = solution.predict_class(model, x)
    model(x)
    return made, model[0].running_mean, model[0].num_batches_tracked


def noting(kept):
    """A layer that hands its input on, and notes whether autograd tracks it."""
    layer = nn.Identity()

    def forward(given):
        kept.append(given.requires_grad)
        return given

    layer.forward = forward
    return layer


def tracking(solution, weights, x):
    """The classes, and whether autograd tracked anything that the network gave."""
    kept = []
    model = nn.Sequential(filled(nn.Linear(4, 3), weights), noting(kept))
    return solution.predict_class(model, x), any(kept)


def tracked_afterwards(solution, weights, x):
    """The classes, the gradients of a pass made afterwards, and what x holds."""
    model = filled(nn.Linear(4, 3), weights)
    made = solution.predict_class(model, x)
    model(x).sum().backward()
    return made, [parameter.grad for parameter in model.parameters()], x


def classes_there(solution, state, x):
    """The classes that a network predicts where x lies, and what it holds afterwards."""
    model = sent(classifier(state), x.device)
    return solution.predict_class(model, x), dict(model.state_dict())


def count(solution, frozen, x):
    """How many parameters a network has, some of them frozen, and where it lies afterwards.

    `frozen`: the numbers of those that are; it comes from where x lies.
    """
    model = nn.Sequential(nn.Linear(4, 6), nn.BatchNorm1d(6), nn.Linear(6, 3, bias=False))
    model = sent(model, x.device)
    for number, parameter in enumerate(model.parameters()):
        parameter.requires_grad_(number not in frozen)
    return solution.count_parameters(model), [p.device for p in model.parameters()]


def saved(solution, state):
    """What `save` returned, and what stands in the file when it is read without trust."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "saved.pt")
        made = solution.save(classifier(state), path)
        return made, content(path)


def saved_there(solution, state, x):
    """What stands in the file of a network that is where x lies, and what that network holds."""
    model = sent(classifier(state), x.device)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "saved.pt")
        solution.save(model, path)
        return content(path), dict(model.state_dict())


def content(path):
    """What stands in a file, brought to the CPU, or why it cannot be read without trust."""
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:
        return type(error).__name__


def left_by_saving(solution, state, training):
    """What stands in the second file of one name; what the network holds then, and gives."""
    model = classifier(state).train(training)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "twice.pt")
        for _ in range(2):
            with torch.no_grad():
                model[1].bias.add_(1)
            solution.save(model, path)
        return content(path), dict(model.state_dict()), model.training


def stand_in(n_features=500, n_hidden=200):
    """A network with the parameters of a Net."""
    layers = [nn.Linear(n_features, n_hidden), nn.ReLU(), nn.Linear(n_hidden, 1), nn.Sigmoid()]
    names = ("fc1", "relu", "fc2", "sigmoid")
    return nn.Sequential(collections.OrderedDict(zip(names, layers, strict=True)))


def told(model, kind):
    """Parameters and buffers by name, where each lies, whether it is a network of this kind."""
    state = dict(model.state_dict())
    places = {name: value.device.type for name, value in state.items()}
    return state, places, isinstance(model, kind)


def read(solution, data, sizes, then=()):
    """What `load` gives for the first file, and then how it ends for each (file, sizes)."""
    names = getattr(solution.load, "__globals__", {})
    own = names.get("Net")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        try:
            try:
                first = told(loaded(solution, data, sizes), solution.Net)
            except Exception:  # perhaps it is Net that is wrong
                names["Net"] = stand_in
                first = told(loaded(solution, data, sizes), nn.Module)
            return first, [ended(solution, *each) for each in then]
        finally:
            if own is not None:
                names["Net"] = own


def read_there(solution, data, sizes):
    """The weights that `load` gives, and where; a Net that is made elsewhere is replaced for it."""
    names = getattr(solution.load, "__globals__", {})
    own = names.get("Net")
    try:
        if made_elsewhere(solution, sizes):
            names["Net"] = stand_in
        return read(solution, data, sizes)[0][:2]
    finally:
        if own is not None:
            names["Net"] = own


def made_elsewhere(solution, sizes):
    """Whether a new Net is not on the CPU, or none can be made."""
    try:
        return any(p.device.type != "cpu" for p in solution.Net(*sizes).parameters())
    except Exception:
        return True


def loaded(solution, data, sizes):
    """What `load` returns for a file of these bytes."""
    with open("given.pt", "wb") as file:
        file.write(data)
    return solution.load("given.pt", *sizes)


def ended(solution, data, sizes):
    """Whether `load` raised, and whether the file's own instructions were carried out."""
    try:
        loaded(solution, data, sizes)
        raised = False
    except Exception:
        raised = True
    ran = os.path.exists("carried-out")
    if ran:
        os.rmdir("carried-out")
    return raised, ran


# --- inputs ---

HERE = torch.zeros(1)
STACK = ((512, 784), (512,), (512, 512), (512,), (10, 512), (10,))


class Instruction:
    """An object that, unpickled without care, makes a folder."""

    def __reduce__(self):
        return os.mkdir, ("carried-out",)


def image_weights(randn):
    """Parameters for the network for images; sums stay near one."""
    return [randn(*shape) / shape[-1] ** 0.5 for shape in STACK]


def net_weights(randn, n_features, n_hidden):
    """Parameters of fc1 and fc2."""
    shapes = ((n_hidden, n_features), (n_hidden,), (1, n_hidden), (1,))
    return [randn(*shape) for shape in shapes]


def net_state(randn, n_features, n_hidden):
    """The state dict of a Net of these sizes."""
    names = ("fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias")
    return dict(zip(names, net_weights(randn, n_features, n_hidden), strict=True))


def classifier_state(randn):
    """Parameters and buffers for the classifier with modes; means are far from the data's."""
    state = {
        "0.weight": randn(4).abs() + 0.5,
        "0.bias": randn(4),
        "0.running_mean": randn(4) * 3,
        "0.running_var": randn(4).abs() + 0.5,
        "0.num_batches_tracked": torch.tensor(3),
        "1.weight": randn(6, 4),
        "1.bias": randn(6),
    }
    return state | {"4.weight": randn(3, 6), "4.bias": randn(3)}


def file_of(content):
    """The bytes of a file that `torch.save` writes."""
    buffer = io.BytesIO()
    torch.save(content, buffer)
    return buffer.getvalue()


def from_a_gpu(data):
    """The same file as if its tensors had lain on the first GPU when they were saved."""
    place, other = b"X\x03\x00\x00\x00cpu", b"X\x06\x00\x00\x00cuda:0"
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(place, other) if name.endswith(".pkl") else content)
    return made.getvalue()


def same_everywhere(student, reference, devices, probe, *given):
    """Hold that the probe finds what it finds beside the reference, wherever tensors lie."""
    for device in devices:
        got, want = student.on(device).run(probe, *given), reference.on(device).run(probe, *given)
        agree(got, want, rtol=1e-3, atol=1e-4)


# --- NeuralNetwork ---


@points(2, exercise="NeuralNetwork", hint="What the last `nn.Linear` gives are the logits already.")
def test_network_gives_logits(student, reference, randn):
    """With the weights that the check puts in, the network gives the right logits (N, 10)."""
    given = (image_weights(randn), [randn(5, 28, 28), randn(1, 28, 28)])
    agree(student.run(logits, *given), reference.run(logits, *given), rtol=1e-3, atol=1e-4)


@points(1, exercise="NeuralNetwork", hint="`nn.Flatten()` leaves the first dimension alone.")
def test_network_flattens_each_image(student, reference, randn):
    """`flatten` turns images (N, 28, 28) into rows (N, 784), one for each image."""
    x = randn(3, 28, 28)
    agree(student.run(flattened, x), reference.run(flattened, x))


@points(
    1,
    exercise="NeuralNetwork",
    hint="784 → 512 → 512 → 10: three `nn.Linear` with their biases, all in `linear_relu_stack`.",
)
def test_network_has_its_layers(student, reference):
    """The parameters are those of three linear layers, all of them in `linear_relu_stack`."""
    agree(student.run(network_shapes), reference.run(network_shapes))


@points(
    1,
    exercise="NeuralNetwork",
    hint="In `forward`, nothing may leave the graph: no `detach`, no `no_grad`, no `item`.",
)
def test_network_learns(student, reference, randn):
    """A backward pass from the logits reaches every parameter."""
    given = (image_weights(randn), randn(4, 28, 28), randn(4, 10))
    got, want = student.run(network_gradients, *given), reference.run(network_gradients, *given)
    agree(got, want, rtol=1e-3, atol=1e-4)


@points(1, exercise="NeuralNetwork", hint="`forward` puts nothing on a device of its own choice.")
def test_network_goes_where_it_is_sent(student, reference, devices, randn):
    """A network is made on the CPU; moved to another device it works, and learns, there."""
    given = (image_weights(randn), randn(2, 28, 28), randn(2, 10))
    same_everywhere(student, reference, devices, network_there, *given)


# --- predict_class ---


@points(
    2,
    exercise="predict_class",
    hint="The classes stand along `dim=1`; `argmax` gives their numbers.",
)
def test_predicts_the_most_probable_class(student, reference, randn):
    """For each example, `predict_class` gives the number of its most probable class, int64 (N,)."""
    given = ([randn(3, 4), randn(3)], [randn(17, 4), randn(1, 4), randn(3, 4)])
    agree(student.run(classes, *given), reference.run(classes, *given))


@points(
    2,
    exercise="predict_class",
    hint="`model.eval()` before the pass: dropout and batch normalisation behave otherwise then.",
)
def test_predicts_in_eval_mode(student, reference, randn):
    """A model in train mode predicts as in eval mode, and its statistics stay as they were."""
    state, x = classifier_state(randn), randn(64, 4)
    for training in (True, False):
        got = student.run(classes_in_mode, state, x, training)
        agree(got, reference.run(classes_in_mode, state, x, training))


@points(
    1,
    exercise="predict_class",
    hint="Keep `model.training` before you change it; hand it to `model.train(...)` at the end.",
)
def test_mode_is_put_back(student, reference, randn):
    """Afterwards the model is in the mode that it was in: in train mode, or in eval mode."""
    state, x = classifier_state(randn), randn(64, 4)
    for training in (True, False):
        got = student.run(mode_afterwards, state, x, training)
        agree(got, reference.run(mode_afterwards, state, x, training))


@points(1, exercise="predict_class", hint="`with torch.no_grad():` around the pass.")
def test_predicts_untracked(student, reference, randn):
    """Within `predict_class` autograd tracks nothing."""
    given = ([randn(3, 4), randn(3)], randn(5, 4))
    agree(student.run(tracking, *given), reference.run(tracking, *given))


@points(
    1,
    exercise="predict_class",
    hint="`set_grad_enabled(False)` lasts until it is undone; a `with` block ends by itself.",
)
def test_model_learns_after_predicting(student, reference, randn):
    """After a prediction the model can be trained as before, and x is what it was."""
    given = ([randn(3, 4), randn(3)], randn(5, 4))
    agree(student.run(tracked_afterwards, *given), reference.run(tracked_afterwards, *given))


@points(1, exercise="predict_class", hint="The classes stay on the device of the model and of x.")
def test_prediction_stays_on_its_device(student, reference, devices, randn):
    """The classes are right and lie where the model and x live; the model stays there."""
    given = (classifier_state(randn), randn(16, 4))
    same_everywhere(student, reference, devices, classes_there, *given)


# --- Net ---


@points(2, exercise="Net", hint="fc1, then ReLU, then fc2, then sigmoid, in this order.")
def test_net_gives_probabilities(student, reference, randn):
    """With the weights that the check puts in, `Net` gives the right probabilities (N, 1)."""
    given = ((6, 4), net_weights(randn, 6, 4), [randn(9, 6), randn(1, 6)])
    agree(student.run(probabilities, *given), reference.run(probabilities, *given))


@points(
    2,
    exercise="Net",
    hint="`n_features` goes into fc1, `n_hidden` from fc1 to fc2; by default they are 500 and 200.",
)
def test_net_has_its_sizes(student, reference):
    """fc1 and fc2 have the sizes that were asked for, or 500 and 200 where none were."""
    agree(student.run(net_shapes), reference.run(net_shapes))


@points(1, exercise="Net", hint="In `forward`, nothing may leave the graph.")
def test_net_learns(student, reference, randn):
    """A backward pass from the probabilities reaches fc1 and fc2."""
    given = ((6, 4), net_weights(randn, 6, 4), randn(9, 6), randn(9, 1))
    agree(student.run(net_gradients, *given), reference.run(net_gradients, *given))


@points(1, exercise="Net", hint="`forward` puts nothing on a device of its own choice.")
def test_net_goes_where_it_is_sent(student, reference, devices, randn):
    """A `Net` is made on the CPU; moved to another device it works, and learns, there."""
    given = ((6, 4), net_weights(randn, 6, 4), randn(9, 6), randn(9, 1))
    same_everywhere(student, reference, devices, net_there, *given)


# --- count_parameters ---


@points(1.5, exercise="count_parameters", hint="`p.numel()` for each p of `model.parameters()`.")
def test_counts_every_number(student, reference):
    """`count_parameters` counts each number of weights and biases, and no buffer."""
    agree(student.run(count, [], HERE), reference.run(count, [], HERE))


@points(
    1,
    exercise="count_parameters",
    hint="Whoever is frozen has `requires_grad=False`, and is not counted.",
)
def test_counts_only_what_is_trained(student, reference):
    """Frozen parameters do not count; where all are frozen, it is 0."""
    for frozen in ([0, 3], [1], [0, 1, 2, 3, 4]):
        agree(student.run(count, frozen, HERE), reference.run(count, frozen, HERE))


@points(0.5, exercise="count_parameters", hint="To count, no number has to be fetched or moved.")
def test_counts_on_any_device(student, reference, devices):
    """The count is the same wherever the model is, and the model stays there."""
    same_everywhere(student, reference, devices, count, [0], HERE)


# --- save and load ---


@points(1.5, exercise="save", hint="`torch.save(model.state_dict(), path)`: not the model itself.")
def test_saves_a_bare_state_dict(student, reference, randn):
    """The file holds the state dict, buffers too, and nothing else; `save` returns None."""
    state = classifier_state(randn)
    agree(student.run(saved, state), reference.run(saved, state))


@points(0.5, exercise="save", hint="`state_dict()` reads; `model.cpu()` would move the model.")
def test_saves_from_any_device(student, reference, devices, randn):
    """A model on any device is saved with its weights, and stays where it is."""
    given = (classifier_state(randn), randn(1))
    same_everywhere(student, reference, devices, saved_there, *given)


@points(1, exercise="save", hint="`save` only reads the model, and writes over an older file.")
def test_saves_over_an_older_file(student, reference, randn):
    """A second `save` replaces the file; the model and its mode stay as they were."""
    state = classifier_state(randn)
    for training in (True, False):
        got = student.run(left_by_saving, state, training)
        agree(got, reference.run(left_by_saving, state, training))


@points(1.5, exercise="load", hint="Make a `Net` of these sizes; `load_state_dict` fills it.")
def test_loads_the_weights(student, reference, randn):
    """`load` gives a `Net` with the file's weights."""
    for sizes in ((6, 4), (3, 5)):
        data = file_of(net_state(randn, *sizes))
        agree(student.run(read, data, sizes), reference.run(read, data, sizes))


@points(1, exercise="load", hint="`map_location='cpu'`: whoever loads may have no GPU.")
def test_loads_onto_the_cpu(student, reference, randn):
    """A file that was written on a machine with a GPU is loaded onto the CPU."""
    data = file_of(net_state(randn, 6, 4))
    got = student.run(read, from_a_gpu(data), (6, 4))
    agree(got, reference.run(read, data, (6, 4)))


@points(0.5, exercise="load", hint="Who wants it on the GPU moves it there: `load` does not.")
def test_loads_onto_the_cpu_beside_a_gpu(student, reference, devices, randn):
    """On a machine with a GPU too, what `load` gives is on the CPU, wherever the file is from."""
    data = file_of(net_state(randn, 6, 4))
    same_everywhere(student, reference, devices[-1:], read_there, from_a_gpu(data), (6, 4))


@points(1, exercise="load", hint="`weights_only=True`: a file may carry instructions.")
def test_loads_only_weights(student, reference, randn):
    """A file that carries more than weights is refused, and its instructions are not followed."""
    state = net_state(randn, 6, 4)
    given = (file_of(state), (6, 4), [(file_of(state | {"note": Instruction()}), (6, 4))])
    agree(student.run(read, *given), reference.run(read, *given))


@points(
    1,
    exercise="load",
    hint="`load_state_dict` raises by itself where shapes disagree: let it, do not catch it.",
)
def test_refuses_other_shapes(student, reference, randn):
    """`load` raises where the shapes of the file are not those of the sizes that are asked for."""
    data = file_of(net_state(randn, 6, 4))
    given = (data, (6, 4), [(data, (6, 5)), (data, (5, 4))])
    agree(student.run(read, *given), reference.run(read, *given))
