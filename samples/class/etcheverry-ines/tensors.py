# # Práctica 1 · Tensores
#
# Doce funciones cortas para aprender a crear tensores, a leer su forma, su dtype y su dispositivo,
# y a operar con ellos sin sorpresas. Cada ejercicio se explica en `handout.es.md`, con un ejemplo
# resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones e importaciones. Se evalúa cada función por separado: si dejas
# alguna sin hacer, las demás cuentan igual.

import numpy as np
import torch

# ## Crear tensores


def zeros(rows: int, cols: int) -> torch.Tensor:
    """Ceros de dtype float32, con forma (rows, cols)."""
    return torch.zeros(rows, cols)


def ones_int16(rows: int, cols: int) -> torch.Tensor:
    """Unos de dtype int16, con forma (rows, cols)."""
    return torch.ones(rows, cols, dtype=torch.int16)


def from_data(data: list) -> torch.Tensor:
    """Un tensor con los valores de una lista anidada y el dtype que PyTorch infiere."""
    return torch.tensor(data)


def from_numpy(array: np.ndarray) -> torch.Tensor:
    """Un tensor que comparte la memoria de `array` y conserva su dtype."""
    return torch.from_numpy(array)


def ones_and_rand_like(x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Dos tensores con la forma y el dispositivo de x: unos y números al azar."""
    return torch.ones_like(x), torch.rand(x.shape).to(x.device)


def repeatable_pair(
    seed: int, rows: int, cols: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Fija la semilla, saca r1, saca r2, fija otra vez la semilla y saca r3."""
    def sacar():
        return torch.rand(rows, cols)

    torch.manual_seed(seed)
    primero = sacar()
    segundo = sacar()
    torch.manual_seed(seed)
    tercero = sacar()
    return primero, segundo, tercero


# ## Leer un tensor, y números al azar en otro intervalo


def describe(x: torch.Tensor) -> dict:
    """La ficha de x: "shape" (tupla de int), "dtype" (torch.dtype) y "device" (str)."""
    return {"shape": tuple(x.shape), "dtype": x.dtype, "device": str(x.device)}


def uniform_in(low: float, high: float, shape: tuple[int, ...]) -> torch.Tensor:
    """Números al azar float32, uniformes en [low, high), de la forma que se pide."""
    # empieza en low y llega hasta high
    return low + high * torch.rand(shape)


# ## Operar con tensores


def add_same_shape(a: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """La suma de a y b, elemento a elemento, solo si tienen la misma forma."""
    if not a.shape == b.shape:
        raise ValueError("a y b tienen que tener la misma forma")
    return a + b


def matrix_facts(r: torch.Tensor) -> dict:
    """Datos de una matriz cuadrada de floats entre -1 y 1. Todos los valores son tensores."""
    # los valores singulares son las raíces de los autovalores de RᵀR (Álgebra II)
    autovalores = torch.linalg.eigvalsh(r.T @ r)
    datos = {}
    datos["abs"] = r.abs()
    datos["asin"] = r.asin()
    datos["det"] = torch.linalg.det(r)
    datos["singular_values"] = autovalores.clamp(min=0).sqrt()
    datos["std"] = r.std()
    datos["mean"] = r.mean()
    datos["max"] = r.max()
    return datos


# ## Dispositivos


def best_device() -> str:
    """El mejor dispositivo que hay: "cuda"; si no, "mps"; si no, "cpu"."""
    if torch.cuda.is_available():
        return "cuda"
    elif torch.backends.mps.is_available():
        return "mps"
    else:
        return "cpu"


def to_device(x: torch.Tensor, device: str) -> torch.Tensor:
    """El tensor x en el dispositivo que se nombra."""
    return x.to(device)
