"""Public checks: training. Small examples to try before handing in.

They use other inputs than the checks that grade, and see less: passing them is a good sign, not
a mark. Read them: each one is also an example of what its function does.
"""

import torch
from torch import nn

from grader.checks import agree, holds, points, tensor


def loader(x, y):
    """The examples in their order, two a batch."""
    return torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)


def linear(weight):
    """A linear layer without bias, with these weights (outputs, inputs)."""
    model = nn.Linear(weight.shape[1], weight.shape[0], bias=False)
    with torch.no_grad():
        model.weight.copy_(weight)
    return model


def epoch_of_a_line(solution, x, y):
    """What an epoch with MSE and SGD gives, and the weight after it; from y = 0 x."""
    model = linear(torch.zeros(1, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    made = solution.train_loop(loader(x, y), model, nn.MSELoss(), optimizer)
    return made, model.weight


def epoch_where_x_lies(solution, x, y):
    """The weight after an epoch of a model that is where x lies; its batches are on the CPU."""
    model = linear(torch.zeros(1, 1)).to(x.device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    solution.train_loop(loader(x.cpu(), y.cpu()), model, nn.MSELoss(), optimizer)
    return model.weight


def results_and_mean(solution, x, y):
    """What testing gives, and the running mean of a model that came in train mode."""
    model = nn.Sequential(nn.BatchNorm1d(2, affine=False), linear(torch.eye(2)))
    made = solution.test_loop(loader(x, y), model, nn.CrossEntropyLoss())
    return made, model[0].running_mean


def fitted_from_zero(solution, x, y, epochs, lr, momentum):
    """The history of a linear classifier of two classes that starts from zero, and its weights."""
    model = linear(torch.zeros(2, 2))
    history = solution.fit(model, loader(x, y), loader(x, y), epochs, lr, momentum)
    return history, model.weight


def evaluated_logits(solution, x, y):
    """The measures of a model that takes the sigmoid of its input."""
    return solution.evaluate(nn.Sequential(linear(torch.ones(1, 1)), nn.Sigmoid()), loader(x, y))


LINE = torch.tensor([[1.0], [-1.0], [2.0]]), torch.tensor([[1.0], [-1.0], [3.0]])
POINTS = torch.tensor([[2.0, 0.0], [0.0, 2.0], [0.0, 2.0]]), torch.tensor([0, 1, 0])
PAIR = torch.tensor([[2.0, 0.0], [0.0, 2.0]]), torch.tensor([0, 1])


@points(3, exercise="train_loop", hint="For each batch: predict, loss, zero_grad, backward, step.")
def test_weight_after_an_epoch(student):
    """A line through zero has the slope 1.24 after one epoch of two batches."""
    got = student.run(epoch_of_a_line, *LINE)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    agree(got[1], torch.tensor([[1.24]]))


@points(1, exercise="train_loop", hint="`next(model.parameters()).device` says where it is.")
def test_an_epoch_where_the_model_is(student, devices):
    """On the CPU, and on a GPU (pretended where there is none), batches go where the model is."""
    for device in devices:
        got = student.on(device).run(epoch_where_x_lies, *LINE)
        got = tensor(got, shape=(1, 1), dtype=torch.float32, device=device)
        holds(abs(got.item() - 1.24) < 1e-3, f"the weight is {got}")


@points(3, exercise="train_loop", hint="Two examples of loss 1 and one of 6.76: weigh by size.")
def test_mean_loss_of_an_epoch(student):
    """Two examples have a mean loss of 1, the third a loss of 6.76: the mean is 2.92."""
    got = student.run(epoch_of_a_line, *LINE)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    agree(got[0], 2.92)


@points(3, exercise="test_loop", hint="Two of three examples are right.")
def test_two_of_three_are_right(student):
    """The accuracy is 2/3 and the mean loss 0.7936, as a tuple of floats."""
    got = student.run(results_and_mean, *POINTS)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    agree(got[0], (2 / 3, 0.7935947), rtol=1e-4)


@points(3, exercise="test_loop", hint="In eval mode, batch normalisation learns nothing.")
def test_running_mean_stays(student):
    """The running mean of batch normalisation is still zero after a test."""
    got = student.run(results_and_mean, *POINTS)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    tested = type(got[0]) is tuple and [type(value) for value in got[0]] == [float, float]
    holds(tested, f"not a tuple of two floats: {got[0]!r:.200}")
    agree(got[1], torch.zeros(2))


@points(4, exercise="fit", hint="One entry for each epoch, with the three keys.")
def test_two_epochs_have_two_entries(student):
    """The losses fall from epoch to epoch, and the accuracy is 1 from the first."""
    got = student.run(fitted_from_zero, *PAIR, 2, 1.0, 0.0)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    names = ("train_loss", "test_loss", "accuracy")
    kept = type(got[0]) is list and len(got[0]) == 2 and all(type(e) is dict for e in got[0])
    holds(kept, f"not a list of two dictionaries: {got[0]!r:.200}")
    agree([[e.get(name) for name in names] for e in got[0]], [FIRST, SECOND], rtol=1e-3)


FIRST, SECOND = [0.693147, 0.126928, 1.0], [0.126928, 0.080668, 1.0]


@points(2, exercise="fit", hint="The momentum belongs to the optimizer, and must outlive an epoch.")
def test_momentum_goes_on(student):
    """After two epochs with momentum 0.5, the weights are 0.8692 and -0.8692."""
    got = student.run(fitted_from_zero, *PAIR, 2, 1.0, 0.5)
    holds(type(got) is tuple and len(got) == 2, f"not two values: {got!r:.200}")
    agree(got[1], torch.tensor([[0.8692, -0.8692], [-0.8692, 0.8692]]), atol=1e-3)


def measures(got):
    """The four measures in a list, of whatever came back."""
    names = ("precision", "recall", "f1", "accuracy")
    return [got.get(name) for name in names] if type(got) is dict else got


@points(4, exercise="evaluate", hint="Two of two are rightly positive; two of three are found.")
def test_four_measures(student):
    """With tp = 2, fp = 0, fn = 1 and tn = 2, they are 1, 2/3, 4/5 and 4/5."""
    x = torch.tensor([[1.0], [-1.0], [-2.0], [3.0], [-3.0]])
    got = student.run(evaluated_logits, x, torch.tensor([1.0, 0.0, 1.0, 1.0, 0.0]))
    agree(measures(got), [1.0, 2 / 3, 0.8, 0.8])


@points(4, exercise="evaluate", hint="Nothing is said to be positive: the denominator is 0.")
def test_nothing_said_to_be_positive(student):
    """Where nothing is said to be positive, precision, recall and F1 are 0."""
    x, y = torch.tensor([[-1.0], [-2.0], [-3.0], [-4.0]]), torch.tensor([0.0, 1.0, 0.0, 0.0])
    got = measures(student.run(evaluated_logits, x, y))
    whole = type(got) is list and all(type(value) in (int, float) for value in got)
    agree([float(value) for value in got] if whole else got, [0.0, 0.0, 0.0, 0.75])
