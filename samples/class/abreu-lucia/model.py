# %% [markdown]
# # Práctica 5 · Modelos
#
# Dos redes y cuatro funciones para aprender cómo se define un modelo, cómo se predice con él sin
# dejar rastro, y cómo se guarda y se carga. Cada ejercicio se explica en `handout.es.md`, con un
# ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada ejercicio por separado: si
# dejas alguno sin hacer, los demás cuentan igual.

# %%
import os

import torch
from torch import nn

# %% [markdown]
# ## Una red para imágenes


# %%
class NeuralNetwork(nn.Module):
    """De imágenes (N, 28, 28) a los logits (N, 10) de diez clases.

    `flatten` aplana cada imagen, y `linear_relu_stack` es 784 → 512 → ReLU → 512 → ReLU → 10.

    >>> model = NeuralNetwork()
    >>> model(torch.zeros(3, 28, 28)).shape
    torch.Size([3, 10])
    """

    def __init__(self) -> None:
        super().__init__()
        self.flatten = nn.Flatten()
        self.linear_relu_stack = nn.Sequential(
            nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pasa x por `flatten` y por `linear_relu_stack`."""
        return self.linear_relu_stack(self.flatten(x))


# %% [markdown]
# ## Predecir


# %%
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
    modo = model.training
    model.eval()
    with torch.no_grad():
        probabilidades = torch.softmax(model(x), dim=1)
    model.train(modo)
    return probabilidades.argmax(dim=1)


# %% [markdown]
# ## Una red para un sí o un no


# %%
class Net(nn.Module):
    """De características (N, n_features) a la probabilidad (N, 1) de la clase positiva.

    `fc1` va de n_features a n_hidden; después ReLU; `fc2` va de n_hidden a 1; después la sigmoide.

    >>> net = Net(3, 2)
    >>> net(torch.zeros(4, 3)).shape
    torch.Size([4, 1])
    """

    def __init__(self, n_features: int = 500, n_hidden: int = 200) -> None:
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.fc2 = nn.Linear(n_hidden, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Pasa x por las dos capas."""
        oculta = self.fc1(x).relu()
        return self.fc2(oculta).sigmoid()


# %%
def count_parameters(model: nn.Module) -> int:
    """Cuántos números cambiaría el entrenamiento: los de los parámetros que requieren gradiente.

    >>> count_parameters(nn.Linear(3, 2))
    8
    """
    total = 0
    for p in model.parameters():
        if p.requires_grad:
            total += p.numel()
    return total


# %% [markdown]
# ## Guardar y cargar


# %%
def save(model: nn.Module, path: str | os.PathLike[str]) -> None:
    """Escribe en path el diccionario de estado de model, y nada más."""
    torch.save(model.state_dict(), path)


# %%
def load(path: str | os.PathLike[str], n_features: int, n_hidden: int) -> Net:
    """Una Net de estos tamaños con los pesos del fichero, en la CPU.

    Solo lee pesos (`weights_only`). Lanza un error si las formas no coinciden.
    """
    red = Net(n_features, n_hidden)
    estado = torch.load(path, map_location="cpu", weights_only=True)
    red.load_state_dict(estado)  # lanza un error si las formas no son las suyas
    return red
