import torch

# %% [markdown]
# ## Cambiar un tensor sin crear otro


# %%
def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Suma 5 a cada elemento de x, in situ, y devuelve la propia x.

    >>> x = torch.tensor([1, 2])
    >>> y = add_five_(x)
    >>> x
    tensor([6, 7])
    >>> y is x
    True
    """
    x = x + 5
    return x


# %%
def transpose_(x: torch.Tensor) -> torch.Tensor:
    """Traspone la matriz x in situ, en la memoria que ya ocupa, y devuelve la propia x.

    >>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
    >>> y = transpose_(x)
    >>> x
    tensor([[1, 4],
            [2, 5],
            [3, 6]])
    >>> y is x
    True
    """
    x.t_()
    return x


# %%
def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiplica la fila i de x, (N, M), por factors[i], (N,), in situ; devuelve la propia x.

    Por el camino no se crea ninguna copia del tamaño de x.

    >>> x = torch.ones(2, 3)
    >>> scale_rows_(x, torch.tensor([10.0, 20.0]))
    tensor([[10., 10., 10.],
            [20., 20., 20.]])
    """
    # fila a fila
    for i in range(len(x)):
        x[i] = x[i] * factors[i]
    return x


# %%
def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Sustituye por `value` los elementos negativos de x, in situ, y devuelve la propia x.

    Si x es una rebanada de otro tensor, el otro tensor también cambia.

    >>> whole = torch.tensor([-1.0, -2.0, 3.0])
    >>> replace_negatives_(whole[1:], 0.5)
    tensor([0.5000, 3.0000])
    >>> whole
    tensor([-1.0000,  0.5000,  3.0000])
    """
    negativos = x < 0
    x[negativos] = value
    return x


# %% [markdown]
# ## No cambiar un tensor


# %%
def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """Un tensor nuevo con los valores de x recortados al intervalo [low, high].

    x queda como estaba y no comparte memoria con el resultado.

    >>> x = torch.tensor([-3.0, 0.5, 3.0])
    >>> clamp_copy(x, -1.0, 1.0)
    tensor([-1.0000,  0.5000,  1.0000])
    >>> x
    tensor([-3.0000,  0.5000,  3.0000])
    """
    y = x.clone()
    y[y < low] = low
    y[y > high] = high
    return y


# %% [markdown]
# ## Un paso de entrenamiento


# %%
def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    """Un paso de descenso de gradiente: cada p pasa a ser p - lr * p.grad, in situ.

    Los parámetros son tensores hoja que requieren gradiente, y lo siguen siendo, en la misma
    memoria. Los que no tienen gradiente quedan como están. Al terminar, todos los gradientes son
    None o cero.

    >>> p = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> p.grad = torch.tensor([10.0, 20.0])
    >>> sgd_step_([p], lr=0.5)
    >>> p
    tensor([-4., -8.], requires_grad=True)
    """
    for p in params:
        if p.grad is not None:
            with torch.no_grad():
                p -= lr * p.grad
