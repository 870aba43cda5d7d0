# %% [markdown] lang="es"
# # Práctica 1 · Tensores
#
# Doce funciones cortas para aprender a crear tensores, a leer su forma, su dtype y su dispositivo,
# y a operar con ellos sin sorpresas. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

# %% [markdown] lang="en"
# # Assignment 1 · Tensors
#
# Twelve short functions to learn how to make tensors, to read their shape, dtype and device, and to
# compute with them without surprises. Each exercise is explained in `handout.en.md`, with a worked
# example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions and imports. Each function is graded by itself: if you leave one out,
# the others count all the same.

# %%
import numpy as np
import torch

# %% [markdown] lang="es"
# ## Crear tensores

# %% [markdown] lang="en"
# ## Making tensors


# %% lang="es"
def zeros(rows: int, cols: int) -> torch.Tensor:
    """Ceros de dtype float32, con forma (rows, cols).

    >>> zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
    raise NotImplementedError("Ejercicio 1.1")


# %% lang="en"
def zeros(rows: int, cols: int) -> torch.Tensor:
    """Zeros of dtype float32, of shape (rows, cols).

    >>> zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
    raise NotImplementedError("Exercise 1.1")


# %% lang="es"
def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Unos de dtype int16, con forma (rows, cols).

    >>> ones_int16(1, 2)
    tensor([[1, 1]], dtype=torch.int16)
    """
    raise NotImplementedError("Ejercicio 1.2")


# %% lang="en"
def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Ones of dtype int16, of shape (rows, cols).

    >>> ones_int16(1, 2)
    tensor([[1, 1]], dtype=torch.int16)
    """
    raise NotImplementedError("Exercise 1.2")


# %% lang="es"
def from_data(data: list) -> torch.Tensor:
    """Un tensor con los valores de una lista anidada y el dtype que PyTorch infiere.

    >>> from_data([[1, 2], [3, 4]]).dtype
    torch.int64
    """
    raise NotImplementedError("Ejercicio 1.3")


# %% lang="en"
def from_data(data: list) -> torch.Tensor:
    """A tensor with the values of a nested list, and the dtype that PyTorch infers.

    >>> from_data([[1, 2], [3, 4]]).dtype
    torch.int64
    """
    raise NotImplementedError("Exercise 1.3")


# %% lang="es"
def from_numpy(array: np.ndarray) -> torch.Tensor:
    """Un tensor que comparte la memoria de `array` y conserva su dtype.

    >>> array = np.zeros(2)
    >>> x = from_numpy(array)
    >>> array[0] = 7
    >>> x
    tensor([7., 0.], dtype=torch.float64)
    """
    raise NotImplementedError("Ejercicio 1.4")


# %% lang="en"
def from_numpy(array: np.ndarray) -> torch.Tensor:
    """A tensor that shares the memory of `array` and keeps its dtype.

    >>> array = np.zeros(2)
    >>> x = from_numpy(array)
    >>> array[0] = 7
    >>> x
    tensor([7., 0.], dtype=torch.float64)
    """
    raise NotImplementedError("Exercise 1.4")


# %% lang="es"
def ones_and_rand_like(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Dos tensores con la forma y el dispositivo de x: unos y números al azar.

    Los unos tienen también el dtype de x. Los números al azar son siempre float32, uniformes en
    [0, 1), sea cual sea el dtype de x.

    >>> ones, rand = ones_and_rand_like(torch.tensor([3, 4, 5]))
    >>> ones
    tensor([1, 1, 1])
    >>> rand.dtype, rand.shape
    (torch.float32, torch.Size([3]))
    """
    raise NotImplementedError("Ejercicio 1.5")


# %% lang="en"
def ones_and_rand_like(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Two tensors with the shape and the device of x: ones, and random numbers.

    The ones have the dtype of x too. The random numbers are always float32, uniform in [0, 1),
    whatever the dtype of x.

    >>> ones, rand = ones_and_rand_like(torch.tensor([3, 4, 5]))
    >>> ones
    tensor([1, 1, 1])
    >>> rand.dtype, rand.shape
    (torch.float32, torch.Size([3]))
    """
    raise NotImplementedError("Exercise 1.5")


# %% lang="es"
def repeatable_pair(
    seed: int, rows: int, cols: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Fija la semilla, saca r1, saca r2, fija otra vez la semilla y saca r3.

    Los tres son uniformes en [0, 1) y de forma (rows, cols). r1 es lo que dan
    `torch.manual_seed(seed)` y después `torch.rand`; r2 es el siguiente de la secuencia; r3 es
    igual que r1.

    >>> r1, r2, r3 = repeatable_pair(1729, 1, 2)
    >>> torch.equal(r1, r3), torch.equal(r1, r2)
    (True, False)
    """
    raise NotImplementedError("Ejercicio 1.6")


# %% lang="en"
def repeatable_pair(
    seed: int, rows: int, cols: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Set the seed, draw r1, draw r2, set the seed again and draw r3.

    All three are uniform in [0, 1) and of shape (rows, cols). r1 is what
    `torch.manual_seed(seed)` and then `torch.rand` give; r2 is the next of the sequence; r3
    equals r1.

    >>> r1, r2, r3 = repeatable_pair(1729, 1, 2)
    >>> torch.equal(r1, r3), torch.equal(r1, r2)
    (True, False)
    """
    raise NotImplementedError("Exercise 1.6")


# %% [markdown] lang="es"
# ## Leer un tensor, y números al azar en otro intervalo

# %% [markdown] lang="en"
# ## Reading a tensor, and random numbers in another interval


# %% lang="es"
def describe(x: torch.Tensor) -> dict:
    """La ficha de x: "shape" (tupla de int), "dtype" (torch.dtype) y "device" (str).

    >>> describe(torch.ones(2, 3))
    {'shape': (2, 3), 'dtype': torch.float32, 'device': 'cpu'}
    """
    raise NotImplementedError("Ejercicio 1.7")


# %% lang="en"
def describe(x: torch.Tensor) -> dict:
    """The particulars of x: "shape" (tuple of int), "dtype" (torch.dtype) and "device" (str).

    >>> describe(torch.ones(2, 3))
    {'shape': (2, 3), 'dtype': torch.float32, 'device': 'cpu'}
    """
    raise NotImplementedError("Exercise 1.7")


# %% lang="es"
def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Números al azar float32, uniformes en [low, high), de la forma que se pide.

    >>> x = uniform_in(-1.0, 3.0, (2, 50))
    >>> x.shape, bool(x.min() >= -1), bool(x.max() <= 3)
    (torch.Size([2, 50]), True, True)
    """
    raise NotImplementedError("Ejercicio 1.8")


# %% lang="en"
def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Random float32 numbers, uniform in [low, high), of the shape asked for.

    >>> x = uniform_in(-1.0, 3.0, (2, 50))
    >>> x.shape, bool(x.min() >= -1), bool(x.max() <= 3)
    (torch.Size([2, 50]), True, True)
    """
    raise NotImplementedError("Exercise 1.8")


# %% [markdown] lang="es"
# ## Operar con tensores

# %% [markdown] lang="en"
# ## Computing with tensors


# %% lang="es"
def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """La suma de a y b, elemento a elemento, solo si tienen la misma forma.

    Lanza ValueError si las formas son distintas, aunque PyTorch pudiera extenderlas.

    >>> add_same_shape(torch.tensor([1, 2]), torch.tensor([10, 20]))
    tensor([11, 22])
    """
    raise NotImplementedError("Ejercicio 1.9")


# %% lang="en"
def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """The sum of a and b, element by element, only if they have the same shape.

    Raises ValueError if the shapes differ, even where PyTorch could broadcast them.

    >>> add_same_shape(torch.tensor([1, 2]), torch.tensor([10, 20]))
    tensor([11, 22])
    """
    raise NotImplementedError("Exercise 1.9")


# %% lang="es"
def matrix_facts(r: torch.Tensor) -> dict:
    """Datos de una matriz cuadrada de floats entre -1 y 1. Todos los valores son tensores.

    Claves: "abs" y "asin" (de cada elemento), "det", "singular_values" (de mayor a menor), "std"
    (la de la muestra, como la da torch.std), "mean" y "max" (de todos los elementos).

    >>> facts = matrix_facts(torch.tensor([[0.5, 0.0], [0.0, -1.0]]))
    >>> facts["singular_values"], facts["max"]
    (tensor([1.0000, 0.5000]), tensor(0.5000))
    """
    raise NotImplementedError("Ejercicio 1.10")


# %% lang="en"
def matrix_facts(r: torch.Tensor) -> dict:
    """Facts about a square matrix of floats between -1 and 1. All values are tensors.

    Keys: "abs" and "asin" (of each element), "det", "singular_values" (from largest to smallest),
    "std" (of the sample, as torch.std gives it), "mean" and "max" (of all elements).

    >>> facts = matrix_facts(torch.tensor([[0.5, 0.0], [0.0, -1.0]]))
    >>> facts["singular_values"], facts["max"]
    (tensor([1.0000, 0.5000]), tensor(0.5000))
    """
    raise NotImplementedError("Exercise 1.10")


# %% [markdown] lang="es"
# ## Dispositivos

# %% [markdown] lang="en"
# ## Devices


# %% lang="es"
def best_device() -> str:
    """El mejor dispositivo que hay: "cuda"; si no, "mps"; si no, "cpu".

    Lo deciden `torch.cuda.is_available` y `torch.backends.mps.is_available`.
    """
    raise NotImplementedError("Ejercicio 1.11")


# %% lang="en"
def best_device() -> str:
    """The best device that is there: "cuda", else "mps", else "cpu".

    `torch.cuda.is_available` and `torch.backends.mps.is_available` decide.
    """
    raise NotImplementedError("Exercise 1.11")


# %% lang="es"
def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """El tensor x en el dispositivo que se nombra.

    >>> to_device(torch.ones(2), "cpu")
    tensor([1., 1.])
    """
    raise NotImplementedError("Ejercicio 1.12")


# %% lang="en"
def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """The tensor x on the device that is named.

    >>> to_device(torch.ones(2), "cpu")
    tensor([1., 1.])
    """
    raise NotImplementedError("Exercise 1.12")
