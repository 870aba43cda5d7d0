# %% [markdown] lang="es"
# # Práctica 5 · Modelos
#
# Dos redes y cuatro funciones para aprender cómo se define un modelo, cómo se predice con él sin
# dejar rastro, y cómo se guarda y se carga. Cada ejercicio se explica en `handout.es.md`, con un
# ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada ejercicio por separado: si
# dejas alguno sin hacer, los demás cuentan igual.

# %% [markdown] lang="en"
# # Assignment 5 · Models
#
# Two networks and four functions to learn how a model is defined, how to predict with it without
# leaving a trace, and how it is saved and loaded. Each exercise is explained in `handout.en.md`,
# with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each exercise is graded by itself: if you leave one out,
# the others count all the same.

# %%
import os

import torch
from torch import nn

# %% [markdown] lang="es"
# ## Una red para imágenes

# %% [markdown] lang="en"
# ## A network for images


# %% lang="es"
class NeuralNetwork(nn.Module):
    """De imágenes (N, 28, 28) a los logits (N, 10) de diez clases.

    `flatten` aplana cada imagen, y `linear_relu_stack` es 784 → 512 → ReLU → 512 → ReLU → 10.

    >>> model = NeuralNetwork()
    >>> model(torch.zeros(3, 28, 28)).shape
    torch.Size([3, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        raise NotImplementedError("Ejercicio 5.1")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pasa x por `flatten` y por `linear_relu_stack`."""
        raise NotImplementedError("Ejercicio 5.1")


# %% lang="en"
class NeuralNetwork(nn.Module):
    """From images (N, 28, 28) to the logits (N, 10) of ten classes.

    `flatten` flattens each image, and `linear_relu_stack` is 784 → 512 → ReLU → 512 → ReLU → 10.

    >>> model = NeuralNetwork()
    >>> model(torch.zeros(3, 28, 28)).shape
    torch.Size([3, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        raise NotImplementedError("Exercise 5.1")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Passes x through `flatten` and through `linear_relu_stack`."""
        raise NotImplementedError("Exercise 5.1")


# %% [markdown] lang="es"
# ## Predecir

# %% [markdown] lang="en"
# ## Predicting


# %% lang="es"
def predict_class(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """La clase más probable de cada ejemplo, int64 (N,), a partir de los logits (N, C) de model.

    Predice en modo de evaluación y sin que autograd lo siga; después, el modelo está en el modo en
    el que estaba.

    >>> model = nn.Linear(2, 2, bias=False)
    >>> model.load_state_dict({"weight": torch.tensor([[1.0, 0.0], [0.0, 1.0]])})
    <All keys matched successfully>
    >>> predict_class(model, torch.tensor([[3.0, 1.0], [-1.0, 2.0]]))
    tensor([0, 1])
    """
    raise NotImplementedError("Ejercicio 5.2")


# %% lang="en"
def predict_class(model: nn.Module, x: torch.Tensor) -> torch.Tensor:
    """The most probable class of each example, int64 (N,), from the model's logits (N, C).

    It predicts in eval mode and untracked by autograd; afterwards the model is in the mode that it
    was in.

    >>> model = nn.Linear(2, 2, bias=False)
    >>> model.load_state_dict({"weight": torch.tensor([[1.0, 0.0], [0.0, 1.0]])})
    <All keys matched successfully>
    >>> predict_class(model, torch.tensor([[3.0, 1.0], [-1.0, 2.0]]))
    tensor([0, 1])
    """
    raise NotImplementedError("Exercise 5.2")


# %% [markdown] lang="es"
# ## Una red para un sí o un no

# %% [markdown] lang="en"
# ## A network for a yes or a no


# %% lang="es"
class Net(nn.Module):
    """De características (N, n_features) a la probabilidad (N, 1) de la clase positiva.

    `fc1` va de n_features a n_hidden; después ReLU; `fc2` va de n_hidden a 1; después la sigmoide.

    >>> net = Net(3, 2)
    >>> net(torch.zeros(4, 3)).shape
    torch.Size([4, 1])
    """

    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        raise NotImplementedError("Ejercicio 5.3")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pasa x por las dos capas."""
        raise NotImplementedError("Ejercicio 5.3")


# %% lang="en"
class Net(nn.Module):
    """From features (N, n_features) to the probability (N, 1) of the positive class.

    `fc1` goes from n_features to n_hidden; then ReLU; `fc2` goes from n_hidden to 1; then sigmoid.

    >>> net = Net(3, 2)
    >>> net(torch.zeros(4, 3)).shape
    torch.Size([4, 1])
    """

    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        raise NotImplementedError("Exercise 5.3")

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Passes x through both layers."""
        raise NotImplementedError("Exercise 5.3")


# %% lang="es"
def count_parameters(model: nn.Module) -> int:
    """Cuántos números cambiaría el entrenamiento: los de los parámetros que requieren gradiente.

    >>> count_parameters(nn.Linear(3, 2))
    8
    """
    raise NotImplementedError("Ejercicio 5.4")


# %% lang="en"
def count_parameters(model: nn.Module) -> int:
    """How many numbers training would change: those of the parameters that require grad.

    >>> count_parameters(nn.Linear(3, 2))
    8
    """
    raise NotImplementedError("Exercise 5.4")


# %% [markdown] lang="es"
# ## Guardar y cargar

# %% [markdown] lang="en"
# ## Saving and loading


# %% lang="es"
def save(model: nn.Module, path: str | os.PathLike[str]) -> None:
    """Escribe en path el diccionario de estado de model, y nada más."""
    raise NotImplementedError("Ejercicio 5.5")


# %% lang="en"
def save(model: nn.Module, path: str | os.PathLike[str]) -> None:
    """Writes the state dict of model to path, and nothing else."""
    raise NotImplementedError("Exercise 5.5")


# %% lang="es"
def load(path: str | os.PathLike[str], n_features: int, n_hidden: int) -> Net:
    """Una Net de estos tamaños con los pesos del fichero, en la CPU.

    Solo lee pesos (`weights_only`). Lanza un error si las formas no coinciden.
    """
    raise NotImplementedError("Ejercicio 5.6")


# %% lang="en"
def load(path: str | os.PathLike[str], n_features: int, n_hidden: int) -> Net:
    """A Net of these sizes with the weights of the file, on the CPU.

    It reads weights alone (`weights_only`). It raises where shapes disagree.
    """
    raise NotImplementedError("Exercise 5.6")
