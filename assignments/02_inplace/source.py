# %% [markdown] lang="es"
# # Práctica 2 · Operaciones in situ
#
# Seis funciones que cambian un tensor en su propia memoria, o que evitan cambiarlo. Cada ejercicio
# se explica en `handout.es.md`, con un ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

# %% [markdown] lang="en"
# # Assignment 2 · In-place operators
#
# Six functions that change a tensor in its own memory, or that take care not to. Each exercise is
# explained in `handout.en.md`, with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import torch

# %% [markdown] lang="es"
# ## Cambiar un tensor sin crear otro

# %% [markdown] lang="en"
# ## Changing a tensor without making another


# %% lang="es"
def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Suma 5 a cada elemento de x, in situ, y devuelve la propia x.

    >>> x = torch.tensor([1, 2])
    >>> y = add_five_(x)
    >>> x
    tensor([6, 7])
    >>> y is x
    True
    """
    raise NotImplementedError("Ejercicio 2.1")


# %% lang="en"
def add_five_(x: torch.Tensor) -> torch.Tensor:
    """Adds 5 to every element of x, in place, and returns x itself.

    >>> x = torch.tensor([1, 2])
    >>> y = add_five_(x)
    >>> x
    tensor([6, 7])
    >>> y is x
    True
    """
    raise NotImplementedError("Exercise 2.1")


# %% lang="es"
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
    raise NotImplementedError("Ejercicio 2.2")


# %% lang="en"
def transpose_(x: torch.Tensor) -> torch.Tensor:
    """Transposes the matrix x in place, in the memory that it already takes; returns x itself.

    >>> x = torch.tensor([[1, 2, 3], [4, 5, 6]])
    >>> y = transpose_(x)
    >>> x
    tensor([[1, 4],
            [2, 5],
            [3, 6]])
    >>> y is x
    True
    """
    raise NotImplementedError("Exercise 2.2")


# %% lang="es"
def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiplica la fila i de x, (N, M), por factors[i], (N,), in situ; devuelve la propia x.

    Por el camino no se crea ninguna copia del tamaño de x.

    >>> x = torch.ones(2, 3)
    >>> scale_rows_(x, torch.tensor([10.0, 20.0]))
    tensor([[10., 10., 10.],
            [20., 20., 20.]])
    """
    raise NotImplementedError("Ejercicio 2.3")


# %% lang="en"
def scale_rows_(x: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """Multiplies row i of x, (N, M), by factors[i], (N,), in place; returns x itself.

    No copy of x's size is made on the way.

    >>> x = torch.ones(2, 3)
    >>> scale_rows_(x, torch.tensor([10.0, 20.0]))
    tensor([[10., 10., 10.],
            [20., 20., 20.]])
    """
    raise NotImplementedError("Exercise 2.3")


# %% lang="es"
def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Sustituye por `value` los elementos negativos de x, in situ, y devuelve la propia x.

    Si x es una rebanada de otro tensor, el otro tensor también cambia.

    >>> whole = torch.tensor([-1.0, -2.0, 3.0])
    >>> replace_negatives_(whole[1:], 0.5)
    tensor([0.5000, 3.0000])
    >>> whole
    tensor([-1.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Ejercicio 2.4")


# %% lang="en"
def replace_negatives_(x: torch.Tensor, value: float) -> torch.Tensor:
    """Replaces the negative elements of x by `value`, in place, and returns x itself.

    If x is a slice of another tensor, the other tensor changes too.

    >>> whole = torch.tensor([-1.0, -2.0, 3.0])
    >>> replace_negatives_(whole[1:], 0.5)
    tensor([0.5000, 3.0000])
    >>> whole
    tensor([-1.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Exercise 2.4")


# %% [markdown] lang="es"
# ## No cambiar un tensor

# %% [markdown] lang="en"
# ## Not changing a tensor


# %% lang="es"
def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """Un tensor nuevo con los valores de x recortados al intervalo [low, high].

    x queda como estaba y no comparte memoria con el resultado.

    >>> x = torch.tensor([-3.0, 0.5, 3.0])
    >>> clamp_copy(x, -1.0, 1.0)
    tensor([-1.0000,  0.5000,  1.0000])
    >>> x
    tensor([-3.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Ejercicio 2.5")


# %% lang="en"
def clamp_copy(x: torch.Tensor, low: float, high: float) -> torch.Tensor:
    """A new tensor with the values of x clamped to the interval [low, high].

    x stays as it was and shares no memory with the result.

    >>> x = torch.tensor([-3.0, 0.5, 3.0])
    >>> clamp_copy(x, -1.0, 1.0)
    tensor([-1.0000,  0.5000,  1.0000])
    >>> x
    tensor([-3.0000,  0.5000,  3.0000])
    """
    raise NotImplementedError("Exercise 2.5")


# %% [markdown] lang="es"
# ## Un paso de entrenamiento

# %% [markdown] lang="en"
# ## A training step


# %% lang="es"
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
    raise NotImplementedError("Ejercicio 2.6")


# %% lang="en"
def sgd_step_(params: list[torch.Tensor], lr: float) -> None:
    """A step of gradient descent: each p becomes p - lr * p.grad, in place.

    The parameters are leaf tensors that require grad, and remain so, in the same memory. Those
    without a gradient stay as they are. At the end every gradient is None or zero.

    >>> p = torch.tensor([1.0, 2.0], requires_grad=True)
    >>> p.grad = torch.tensor([10.0, 20.0])
    >>> sgd_step_([p], lr=0.5)
    >>> p
    tensor([-4., -8.], requires_grad=True)
    """
    raise NotImplementedError("Exercise 2.6")
