# %% [markdown]
# # Práctica 4 · Datos
#
# Dos clases y tres funciones para llevar datos hasta un modelo: leerlos, emparejarlos, servirlos en
# lotes, partirlos y juntar los que no tienen la misma longitud. Cada ejercicio se explica en
# `handout.es.md`, con un ejemplo resuelto y el error más frecuente.
#
# Sustituye cada `raise NotImplementedError(...)` por tu código y deja como están los nombres y los
# parámetros. Puedes añadir funciones, métodos e importaciones. Se evalúa cada ejercicio por
# separado: si dejas alguno sin hacer, los demás cuentan igual.

# %%
from collections.abc import Callable

import pandas as pd
import torch
from torch.utils.data import DataLoader, Dataset

# %% [markdown]
# ## Conjuntos de datos


# %%
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
        self.datos = pd.read_csv(csv_file)
        if "text" not in self.datos or "label" not in self.datos:
            raise ValueError("faltan columnas")
        self.transform = transform
        self.target_transform = target_transform

    def __len__(self) -> int:
        """El número de opiniones."""
        return len(self.datos)

    def __getitem__(self, index: int) -> tuple:
        """La opinión de la fila `index` y su etiqueta."""
        text = self.datos.iloc[index, 0]
        label = int(self.datos.iloc[index, 1])
        if self.transform:
            text = self.transform(text)
        if self.target_transform:
            label = self.target_transform(label)
        return text, label


# %%
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
        if len(x) != len(y):
            raise ValueError("distinta longitud")
        self.x = x
        self.y = y

    def __len__(self) -> int:
        """El número de pares."""
        return len(self.x)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """El par `index`."""
        return self.x[index], self.y[index]


# %% [markdown]
# ## Lotes y particiones


# %%
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
    train_loader = DataLoader(train, batch_size=batch_size, shuffle=True, drop_last=True)
    test_loader = DataLoader(test, batch_size=batch_size)
    return train_loader, test_loader


# %%
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
    torch.manual_seed(seed)
    n = round(len(dataset) * fraction)
    a, b = torch.utils.data.random_split(dataset, [n, len(dataset) - n])
    return a, b


# %%
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
    largo = max(len(t) for t, _ in batch)
    x = torch.stack([torch.nn.functional.pad(t, (0, largo - len(t))) for t, _ in batch])
    lengths = torch.tensor([len(t) for t, _ in batch])
    labels = torch.tensor([e for _, e in batch])
    return x, lengths, labels
