# %% [markdown] lang="es"
# # Práctica 6 · Entrenar y evaluar
#
# Cuatro funciones: el bucle que entrena, el que prueba, el que repite ambos durante varias épocas y
# el que mide un clasificador binario. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

# %% [markdown] lang="en"
# # Assignment 6 · Training and evaluating
#
# Four functions: the loop that trains, the one that tests, the one that repeats both for several
# epochs, and the one that measures a binary classifier. Each exercise is explained in
# `handout.en.md`, with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import torch
from torch import nn
from torch.utils.data import DataLoader

# %% [markdown] lang="es"
# ## Una época

# %% [markdown] lang="en"
# ## One epoch


# %% lang="es"
def train_loop(
    dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module, optimizer: torch.optim.Optimizer
) -> float:
    """Entrena model durante una época, en modo de entrenamiento, y da la pérdida media.

    loss_fn da la media de un lote. Cada lote se lleva al dispositivo del modelo, y el optimizador
    da un paso con los gradientes de ese lote y de ningún otro. Lo que se devuelve es la media por
    ejemplo, un float, de las pérdidas medidas antes de cada paso; el último lote puede ser menor.

    >>> x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[2.0], [4.0], [6.0]])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> round(train_loop(data, model, nn.MSELoss(), optimizer), 2)
    9.67
    >>> round(model.weight.item(), 2)
    2.8
    """
    raise NotImplementedError("Ejercicio 6.1")


# %% lang="en"
def train_loop(
    dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module, optimizer: torch.optim.Optimizer
) -> float:
    """Trains model for one epoch, in train mode, and gives the mean loss.

    loss_fn gives the mean of a batch. Each batch is moved to the model's device, and the optimizer
    takes a step with the gradients of that batch and of no other. What comes back is the mean over
    examples, a float, of the losses measured before each step; the last batch may be smaller.

    >>> x, y = torch.tensor([[1.0], [2.0], [3.0]]), torch.tensor([[2.0], [4.0], [6.0]])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(1, 1, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    >>> round(train_loop(data, model, nn.MSELoss(), optimizer), 2)
    9.67
    >>> round(model.weight.item(), 2)
    2.8
    """
    raise NotImplementedError("Exercise 6.1")


# %% lang="es"
def test_loop(dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module) -> tuple[float, float]:
    """La exactitud, en [0, 1], y la pérdida media por ejemplo, sin dejar rastro.

    El modelo da logits (N, K) y las etiquetas son clases, (N,). Se prueba en modo de evaluación y
    sin que autograd siga nada; parámetros, búferes y gradientes quedan como estaban.

    >>> x, y = torch.tensor([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0]]), torch.tensor([0, 1, 1])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(2, 2, bias=False)
    >>> _ = nn.init.eye_(model.weight)
    >>> accuracy, loss = test_loop(data, model, nn.CrossEntropyLoss())
    >>> round(accuracy, 2), round(loss, 2)
    (0.67, 0.79)
    """
    raise NotImplementedError("Ejercicio 6.2")


# %% lang="en"
def test_loop(dataloader: DataLoader, model: nn.Module, loss_fn: nn.Module) -> tuple[float, float]:
    """The accuracy, in [0, 1], and the mean loss over examples, leaving no trace.

    The model gives logits (N, K), and labels are classes, (N,). It is tested in eval mode and
    untracked by autograd; parameters, buffers and gradients stay as they were.

    >>> x, y = torch.tensor([[2.0, 0.0], [0.0, 2.0], [2.0, 0.0]]), torch.tensor([0, 1, 1])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(2, 2, bias=False)
    >>> _ = nn.init.eye_(model.weight)
    >>> accuracy, loss = test_loop(data, model, nn.CrossEntropyLoss())
    >>> round(accuracy, 2), round(loss, 2)
    (0.67, 0.79)
    """
    raise NotImplementedError("Exercise 6.2")


# %% [markdown] lang="es"
# ## Varias épocas

# %% [markdown] lang="en"
# ## Several epochs


# %% lang="es"
def fit(
    model: nn.Module,
    train_loader: DataLoader,
    test_loader: DataLoader,
    epochs: int,
    lr: float,
    momentum: float,
) -> list[dict]:
    """Entrena con entropía cruzada y SGD; da una entrada por época.

    Cada entrada es un diccionario con `train_loss`, y con `test_loss` y `accuracy` medidas después
    de entrenar esa época.

    >>> x, y = torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 1])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(2, 2, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> for entry in fit(model, data, data, epochs=2, lr=1.0, momentum=0.9):
    ...     print({key: round(entry[key], 2) for key in ("train_loss", "test_loss", "accuracy")})
    {'train_loss': 0.69, 'test_loss': 0.47, 'accuracy': 1.0}
    {'train_loss': 0.47, 'test_loss': 0.24, 'accuracy': 1.0}
    """
    raise NotImplementedError("Ejercicio 6.3")


# %% lang="en"
def fit(
    model: nn.Module,
    train_loader: DataLoader,
    test_loader: DataLoader,
    epochs: int,
    lr: float,
    momentum: float,
) -> list[dict]:
    """Trains with cross entropy and SGD; gives one entry an epoch.

    Each entry is a dictionary with `train_loss`, and with `test_loss` and `accuracy` measured after
    the training of that epoch.

    >>> x, y = torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 1])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> model = nn.Linear(2, 2, bias=False)
    >>> _ = nn.init.zeros_(model.weight)
    >>> for entry in fit(model, data, data, epochs=2, lr=1.0, momentum=0.9):
    ...     print({key: round(entry[key], 2) for key in ("train_loss", "test_loss", "accuracy")})
    {'train_loss': 0.69, 'test_loss': 0.47, 'accuracy': 1.0}
    {'train_loss': 0.47, 'test_loss': 0.24, 'accuracy': 1.0}
    """
    raise NotImplementedError("Exercise 6.3")


# %% [markdown] lang="es"
# ## Medir un clasificador binario

# %% [markdown] lang="en"
# ## Measuring a binary classifier


# %% lang="es"
def evaluate(model: nn.Module, dataloader: DataLoader) -> dict:
    """`precision`, `recall`, `f1` y `accuracy`, como float, sobre todo el cargador.

    El modelo da probabilidades (N, 1), en (0, 1); las etiquetas son 0.0 y 1.0, de forma (N,). Es
    positivo lo que pasa de 0.5, y 0/0 vale 0. En modo de evaluación y sin que autograd siga nada.

    >>> model = nn.Sequential(nn.Linear(1, 1), nn.Sigmoid())
    >>> _ = nn.init.ones_(model[0].weight), nn.init.zeros_(model[0].bias)
    >>> x = torch.tensor([[2.0], [1.0], [3.0], [-1.0], [-2.0]])
    >>> y = torch.tensor([1.0, 0.0, 1.0, 1.0, 1.0])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> made = evaluate(model, data)
    >>> [round(made[key], 2) for key in ("precision", "recall", "f1", "accuracy")]
    [0.67, 0.5, 0.57, 0.4]
    """
    raise NotImplementedError("Ejercicio 6.4")


# %% lang="en"
def evaluate(model: nn.Module, dataloader: DataLoader) -> dict:
    """`precision`, `recall`, `f1` and `accuracy`, as floats, over the whole loader.

    The model gives probabilities (N, 1), in (0, 1); labels are 0.0 and 1.0, of shape (N,). What is
    above 0.5 is positive, and 0/0 is 0. In eval mode, and untracked by autograd.

    >>> model = nn.Sequential(nn.Linear(1, 1), nn.Sigmoid())
    >>> _ = nn.init.ones_(model[0].weight), nn.init.zeros_(model[0].bias)
    >>> x = torch.tensor([[2.0], [1.0], [3.0], [-1.0], [-2.0]])
    >>> y = torch.tensor([1.0, 0.0, 1.0, 1.0, 1.0])
    >>> data = DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2)
    >>> made = evaluate(model, data)
    >>> [round(made[key], 2) for key in ("precision", "recall", "f1", "accuracy")]
    [0.67, 0.5, 0.57, 0.4]
    """
    raise NotImplementedError("Exercise 6.4")
