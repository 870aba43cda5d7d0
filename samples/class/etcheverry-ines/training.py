# # Práctica 6 · Entrenar y evaluar
#
# Cuatro funciones: el bucle que entrena, el que prueba, el que repite ambos durante varias épocas y
# el que mide un clasificador binario. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

import torch
from torch import nn
from torch.utils.data import DataLoader

# ## Una época


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
    model.train()
    device = next(model.parameters()).device
    total = 0
    for x, y in dataloader:
        x, y = x.to(device), y.to(device)
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(dataloader)


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
    device = next(model.parameters()).device
    total, aciertos = 0, 0
    with torch.no_grad():
        for x, y in dataloader:
            x, y = x.to(device), y.to(device)
            pred = model(x)
            total += loss_fn(pred, y).item() * len(x)
            aciertos += (pred.argmax(1) == y).sum().item()
    n = len(dataloader.dataset)
    return aciertos / n, total / n


# ## Varias épocas


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
    historial = []
    for epoca in range(epochs):
        opt = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
        train_loss = train_loop(train_loader, model, nn.CrossEntropyLoss(), opt)
        accuracy, test_loss = test_loop(test_loader, model, nn.CrossEntropyLoss())
        historial.append(dict(train_loss=train_loss, test_loss=test_loss, accuracy=accuracy))
    return historial


# ## Medir un clasificador binario


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
