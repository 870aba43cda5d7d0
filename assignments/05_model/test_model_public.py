"""Public checks: models. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its function does.
"""

import os
import tempfile

import torch
from torch import nn

from grader.checks import agree, holds, points, tensor


def shapes(model):
    """The shapes of a network's parameters, smallest first."""
    return sorted(tuple(parameter.shape) for parameter in model.parameters())


def network_in_short(solution, x):
    """The shape of what the network gives, and of its parameters."""
    model = solution.NeuralNetwork()
    return tuple(model(x).shape), shapes(model.linear_relu_stack)


def identity(size):
    """A linear network that gives what it gets."""
    model = nn.Linear(size, size, bias=False)
    with torch.no_grad():
        model.weight.copy_(torch.eye(size))
    return model


def predicted(solution, x, training):
    """The classes of a network that gives what it gets, dropout apart, and its mode afterwards."""
    model = nn.Sequential(nn.Dropout(0.9), identity(x.shape[1]))
    model = model.to(x.device).train(training)
    return solution.predict_class(model, x), model.training


def net_of_ones(solution, x):
    """What a Net of 2 features and 3 hidden units gives whose weights are 1 and biases 0."""
    model = solution.Net(2, 3)
    with torch.no_grad():
        for layer in (model.fc1, model.fc2):
            layer.weight.fill_(1)
            layer.bias.fill_(0)
    return model(x)


def counted(solution):
    """How many parameters a linear network has: all of them, and with a frozen bias."""
    model = nn.Linear(4, 5)
    every = solution.count_parameters(model)
    model.bias.requires_grad_(False)
    return every, solution.count_parameters(model)


def saved(solution):
    """What stands in the file that `save` writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.pt")
        solution.save(identity(2), path)
        return torch.load(path, weights_only=True)


def loaded(solution, state, sizes):
    """The weights of what `load` gives for a file with this state dict, or that it raised."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "net.pt")
        torch.save(state, path)
        right = dict(solution.load(path, 2, 3).state_dict())
        try:
            solution.load(path, *sizes)
        except Exception:
            return right, "raised"
        return right, "did not raise"


@points(6, exercise="NeuralNetwork", hint="Three `nn.Linear` with a `nn.ReLU` between them.")
def test_network_in_short(student):
    """Three images give logits (3, 10), and the stack holds three layers of the right sizes."""
    got = student.run(network_in_short, torch.zeros(3, 28, 28))
    agree(got, ((3, 10), [(10,), (10, 512), (512,), (512,), (512, 512), (512, 784)]))


@points(7, exercise="predict_class", hint="In eval mode dropout drops nothing.")
def test_three_predictions(student):
    """Of three rows it gives the place of the largest, in either mode, and the mode stays."""
    x = torch.tensor([[1.0, 5.0, 2.0], [9.0, 0.0, 3.0], [-3.0, -2.0, -1.0]])
    for training in (True, False):
        agree(student.run(predicted, x, training), (torch.tensor([1, 0, 2]), training))


@points(1, exercise="predict_class", hint="The classes stay on the device of the model and of x.")
def test_predictions_where_the_model_is(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), the classes lie where x does."""
    x = torch.tensor([[1.0, 5.0, 2.0], [9.0, 0.0, 3.0]])
    for device in devices:
        got = student.on(device).run(predicted, x, False)
        holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
        classes = tensor(got[0], shape=(2,), dtype=torch.int64, device=device)
        holds(classes.tolist() == [1, 0], f"it gave {classes}")


@points(6, exercise="Net", hint="ReLU turns negative sums into 0, and sigmoid(0) is a half.")
def test_net_of_ones(student):
    """With weights 1 and biases 0, [1, -3] gives 0.5 and [0.25, 0.25] gives sigmoid(1.5)."""
    got = student.run(net_of_ones, torch.tensor([[1.0, -3.0], [0.25, 0.25]]))
    agree(got, torch.tensor([[0.5], [0.81757448]]))


@points(3, exercise="count_parameters", hint="20 weights and 5 biases.")
def test_a_count(student):
    """`nn.Linear(4, 5)` has 25 trainable parameters, and 20 once its bias is frozen."""
    agree(student.run(counted), (25, 20))


@points(3, exercise="save", hint="What `model.state_dict()` gives goes into the file as it is.")
def test_one_file(student):
    """The file of a linear network holds its weight by name."""
    agree(student.run(saved), {"weight": torch.eye(2)})


@points(5, exercise="load", hint="Build the `Net` with the sizes you are given, then fill it.")
def test_one_net(student):
    """`load` gives back the weights of the file, and raises where n_hidden is another."""
    state = {
        "fc1.weight": torch.arange(6.0).reshape(3, 2),
        "fc1.bias": torch.ones(3),
        "fc2.weight": torch.ones(1, 3),
        "fc2.bias": torch.zeros(1),
    }
    agree(student.run(loaded, state, (2, 4)), (state, "raised"))
