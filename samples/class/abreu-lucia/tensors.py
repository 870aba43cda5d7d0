# %% [markdown]
# # Práctica 1 · Tensores
#
# Doce funciones cortas para aprender a crear tensores, a leer su forma, su dtype y su dispositivo,
# y a operar con ellos sin sorpresas. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

# %%
import numpy as np
import torch

# %% [markdown]
# ## Crear tensores


# %%
def zeros(rows: int, cols: int) -> torch.Tensor:
    """Ceros de dtype float32, con forma (rows, cols).

    >>> zeros(2, 3)
    tensor([[0., 0., 0.],
            [0., 0., 0.]])
    """
    return torch.zeros(size=(rows, cols), dtype=torch.float32)


# %%
def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Unos de dtype int16, con forma (rows, cols).

    >>> ones_int16(1, 2)
    tensor([[1, 1]], dtype=torch.int16)
    """
    return torch.ones(size=(rows, cols), dtype=torch.int16)


# %%
def from_data(data: list) -> torch.Tensor:
    """Un tensor con los valores de una lista anidada y el dtype que PyTorch infiere.

    >>> from_data([[1, 2], [3, 4]]).dtype
    torch.int64
    """
    return torch.tensor(data)


# %%
def from_numpy(array: np.ndarray) -> torch.Tensor:
    """Un tensor que comparte la memoria de `array` y conserva su dtype.

    >>> array = np.zeros(2)
    >>> x = from_numpy(array)
    >>> array[0] = 7
    >>> x
    tensor([7., 0.], dtype=torch.float64)
    """
    return torch.from_numpy(array)  # torch.tensor(array) haría una copia


# %%
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
    unos = torch.ones_like(x)
    # con rand_like(x) a secas falla si x es de enteros
    azar = torch.rand_like(x, dtype=torch.float32)
    return unos, azar


# %%
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
    torch.manual_seed(seed)
    r1, r2 = torch.rand(rows, cols), torch.rand(rows, cols)
    torch.manual_seed(seed)
    return r1, r2, torch.rand(rows, cols)


# %% [markdown]
# ## Leer un tensor, y números al azar en otro intervalo


# %%
def describe(x: torch.Tensor) -> dict:
    """La ficha de x: "shape" (tupla de int), "dtype" (torch.dtype) y "device" (str).

    >>> describe(torch.ones(2, 3))
    {'shape': (2, 3), 'dtype': torch.float32, 'device': 'cpu'}
    """
    return dict(shape=tuple(x.shape), dtype=x.dtype, device=str(x.device))


# %%
def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Números al azar float32, uniformes en [low, high), de la forma que se pide.

    >>> x = uniform_in(-1.0, 3.0, (2, 50))
    >>> x.shape, bool(x.min() >= -1), bool(x.max() <= 3)
    (torch.Size([2, 50]), True, True)
    """
    ancho = high - low
    return torch.rand(shape) * ancho + low


# %% [markdown]
# ## Operar con tensores


# %%
def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """La suma de a y b, elemento a elemento, solo si tienen la misma forma.

    Lanza ValueError si las formas son distintas, aunque PyTorch pudiera extenderlas.

    >>> add_same_shape(torch.tensor([1, 2]), torch.tensor([10, 20]))
    tensor([11, 22])
    """
    if a.shape != b.shape:
        raise ValueError(f"las formas no coinciden: {list(a.shape)} y {list(b.shape)}")
    return torch.add(a, b)


# %%
def matrix_facts(r: torch.Tensor) -> dict:
    """Datos de una matriz cuadrada de floats entre -1 y 1. Todos los valores son tensores.

    Claves: "abs" y "asin" (de cada elemento), "det", "singular_values" (de mayor a menor), "std"
    (la de la muestra, como la da torch.std), "mean" y "max" (de todos los elementos).

    >>> facts = matrix_facts(torch.tensor([[0.5, 0.0], [0.0, -1.0]]))
    >>> facts["singular_values"], facts["max"]
    (tensor([1.0000, 0.5000]), tensor(0.5000))
    """
    return {
        "abs": torch.abs(r),
        "asin": torch.asin(r),
        "det": torch.det(r),
        # svdvals ya los da ordenados de mayor a menor
        "singular_values": torch.linalg.svdvals(r),
        "std": torch.std(r),
        "mean": torch.mean(r),
        "max": torch.max(r),
    }


# %% [markdown]
# ## Dispositivos


# %%
def best_device() -> str:
    """El mejor dispositivo que hay: "cuda"; si no, "mps"; si no, "cpu".

    Lo deciden `torch.cuda.is_available` y `torch.backends.mps.is_available`.
    """
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


# %%
def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """El tensor x en el dispositivo que se nombra.

    >>> to_device(torch.ones(2), "cpu")
    tensor([1., 1.])
    """
    return x.to(device)
