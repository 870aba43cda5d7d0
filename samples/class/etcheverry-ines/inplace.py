# # Práctica 2 · Operaciones in situ
#
# Seis funciones que cambian un tensor en su propia memoria, o que evitan cambiarlo. Cada ejercicio
# se explica en `handout.es.md`, con un ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

import torch

# ## Cambiar un tensor sin crear otro


def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Suma 5 a cada elemento de x, in situ, y devuelve la propia x."""
    return x.add_(5)


def transpose_(x: torch.Tensor) -> torch.Tensor:
    """Traspone la matriz x in situ, en la memoria que ya ocupa, y devuelve la propia x."""
    x = x.t()
    return x


def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiplica la fila i de x, (N, M), por factors[i], (N,), in situ; devuelve la propia x."""
    return x.mul_(factors.reshape(-1, 1))


def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Sustituye por `value` los elementos negativos de x, in situ, y devuelve la propia x."""
    return x.masked_fill_(x < 0, value)


# ## No cambiar un tensor


def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """Un tensor nuevo con los valores de x recortados al intervalo [low, high]."""
    y = x  # copia, para no tocar x
    y[y < low] = low
    y[y > high] = high
    return y


# ## Un paso de entrenamiento


def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    """Un paso de descenso de gradiente: cada p pasa a ser p - lr * p.grad, in situ."""
    for p in params:
        if p.grad is None:
            continue
        p.data.add_(p.grad, alpha=-lr)
        p.grad.zero_()
