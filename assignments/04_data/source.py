# %% [markdown] lang="es"
# # Práctica 4 · Datos
#
# Dos clases y tres funciones para llevar datos hasta un modelo: leerlos, emparejarlos, servirlos en
# lotes, partirlos y juntar los que no tienen la misma longitud. Cada ejercicio se explica en
# `handout.es.md`, con un ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones, métodos e importaciones. Se evalúa cada ejercicio por
# separado: si dejas alguno sin hacer, los demás cuentan igual.

# %% [markdown] lang="en"
# # Assignment 4 · Data
#
# Two classes and three functions that bring data to a model: reading them, pairing them, serving
# them in batches, splitting them, and joining those that differ in length. Each exercise is
# explained in `handout.en.md`, with a worked example and the most common mistake.
#
# Replace each `raise NotImplementedError(...)` by your code and leave names and parameters as they
# are. You may add functions, methods and imports. Each exercise is graded by itself: if you leave
# one out, the others count all the same.

# %%
from collections.abc import Callable

import torch
from torch.utils.data import DataLoader, Dataset

# %% [markdown] lang="es"
# ## Conjuntos de datos

# %% [markdown] lang="en"
# ## Datasets


# %% lang="es"
class ReviewDataset(Dataset):
    """Las opiniones de un CSV con las columnas `text,label`.

    El elemento i es la tupla (texto, etiqueta) de la fila i, con la etiqueta como int de Python; si
    hay `transform`, se le aplica al texto, y si hay `target_transform`, a la etiqueta. Los textos
    quedan tal como están en el archivo. Un índice más allá del final lanza IndexError; si falta una
    columna, se lanza ValueError al crear el conjunto.
    """

    def __init__(
        self,
        csv_file: str,
        transform: Callable | None = None,
        target_transform: Callable | None = None,
    ) -> None:
        raise NotImplementedError("Ejercicio 4.1")

    def __len__(self) -> int:
        """El número de opiniones."""
        raise NotImplementedError("Ejercicio 4.1")

    def __getitem__(self, index: int) -> tuple:
        """La opinión de la fila `index` y su etiqueta."""
        raise NotImplementedError("Ejercicio 4.1")


# %% lang="en"
class ReviewDataset(Dataset):
    """The reviews of a CSV with the columns `text,label`.

    Item i is the tuple (text, label) of row i, with the label as a Python int; where there is a
    `transform`, it is applied to the text, and a `target_transform`, to the label. Texts stay as
    they are in the file. An index past the end raises IndexError; where a column is missing,
    ValueError is raised when the dataset is made.
    """

    def __init__(
        self,
        csv_file: str,
        transform: Callable | None = None,
        target_transform: Callable | None = None,
    ) -> None:
        raise NotImplementedError("Exercise 4.1")

    def __len__(self) -> int:
        """The number of reviews."""
        raise NotImplementedError("Exercise 4.1")

    def __getitem__(self, index: int) -> tuple:
        """The review of row `index`, and its label."""
        raise NotImplementedError("Exercise 4.1")


# %% lang="es"
class TensorPairs(Dataset):
    """Los pares (x[i], y[i]) de dos tensores de la misma longitud.

    Si las longitudes son distintas, se lanza ValueError al crear el conjunto.

    >>> pairs = TensorPairs(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([0, 1]))
    >>> len(pairs)
    2
    >>> pairs[1]
    (tensor([3., 4.]), tensor(1))
    """

    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        raise NotImplementedError("Ejercicio 4.2")

    def __len__(self) -> int:
        """El número de pares."""
        raise NotImplementedError("Ejercicio 4.2")

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """El par `index`."""
        raise NotImplementedError("Ejercicio 4.2")


# %% lang="en"
class TensorPairs(Dataset):
    """The pairs (x[i], y[i]) of two tensors of equal length.

    Where the lengths differ, ValueError is raised when the dataset is made.

    >>> pairs = TensorPairs(torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([0, 1]))
    >>> len(pairs)
    2
    >>> pairs[1]
    (tensor([3., 4.]), tensor(1))
    """

    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        raise NotImplementedError("Exercise 4.2")

    def __len__(self) -> int:
        """The number of pairs."""
        raise NotImplementedError("Exercise 4.2")

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """The pair at `index`."""
        raise NotImplementedError("Exercise 4.2")


# %% [markdown] lang="es"
# ## Lotes y particiones

# %% [markdown] lang="en"
# ## Batches and splits


# %% lang="es"
def make_loaders(
    train: Dataset, test: Dataset, batch_size: int = 64
) -> tuple[DataLoader, DataLoader]:
    """Dos DataLoader: el de train, barajado de nuevo en cada época, y el de test, en orden.

    Ninguno pierde ejemplos.

    >>> train_loader, test_loader = make_loaders(range(10), range(5), batch_size=2)
    >>> [batch.tolist() for batch in test_loader]
    [[0, 1], [2, 3], [4]]
    >>> len(train_loader)
    5
    """
    raise NotImplementedError("Ejercicio 4.3")


# %% lang="en"
def make_loaders(
    train: Dataset, test: Dataset, batch_size: int = 64
) -> tuple[DataLoader, DataLoader]:
    """Two DataLoaders: that of train, shuffled anew each epoch, and that of test, in order.

    Neither drops an example.

    >>> train_loader, test_loader = make_loaders(range(10), range(5), batch_size=2)
    >>> [batch.tolist() for batch in test_loader]
    [[0, 1], [2, 3], [4]]
    >>> len(train_loader)
    5
    """
    raise NotImplementedError("Exercise 4.3")


# %% lang="es"
def split(dataset: Dataset, fraction: float, seed: int) -> tuple[Dataset, Dataset]:
    """Dos conjuntos disjuntos que juntos son todo; el primero, de round(fraction * n) ejemplos.

    La misma semilla da la misma partición, y otra semilla, otra. El estado aleatorio de quien llama
    no cambia.

    >>> first, second = split(range(10), 0.8, seed=1)
    >>> len(first), len(second)
    (8, 2)
    >>> sorted([*first, *second])
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    raise NotImplementedError("Ejercicio 4.4")


# %% lang="en"
def split(dataset: Dataset, fraction: float, seed: int) -> tuple[Dataset, Dataset]:
    """Two disjoint datasets, together everything; the first of round(fraction * n) examples.

    The same seed gives the same split, and another seed another one. The caller's random state is
    left alone.

    >>> first, second = split(range(10), 0.8, seed=1)
    >>> len(first), len(second)
    (8, 2)
    >>> sorted([*first, *second])
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    raise NotImplementedError("Exercise 4.4")


# %% lang="es"
def pad_batch(
    batch: list[tuple[torch.Tensor, int]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Un lote de secuencias int64 de cualquier longitud: (N, la más larga), longitudes, etiquetas.

    Las secuencias se rellenan con 0 por la derecha; las longitudes y las etiquetas son int64, (N,).
    Los tres tensores están en el dispositivo de las secuencias. Sirve como `collate_fn`.

    >>> padded, lengths, labels = pad_batch([(torch.tensor([5, 6, 7]), 1), (torch.tensor([8]), 0)])
    >>> padded
    tensor([[5, 6, 7],
            [8, 0, 0]])
    >>> lengths, labels
    (tensor([3, 1]), tensor([1, 0]))
    """
    raise NotImplementedError("Ejercicio 4.5")


# %% lang="en"
def pad_batch(
    batch: list[tuple[torch.Tensor, int]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """A batch of int64 sequences of any lengths: (N, longest), lengths, labels.

    Sequences are padded with 0 on the right; lengths and labels are int64, (N,). All three tensors
    lie on the device of the sequences. Usable as `collate_fn`.

    >>> padded, lengths, labels = pad_batch([(torch.tensor([5, 6, 7]), 1), (torch.tensor([8]), 0)])
    >>> padded
    tensor([[5, 6, 7],
            [8, 0, 0]])
    >>> lengths, labels
    (tensor([3, 1]), tensor([1, 0]))
    """
    raise NotImplementedError("Exercise 4.5")
