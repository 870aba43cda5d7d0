"""Solution of assignment 4: data."""

from collections.abc import Callable

import pandas as pd
import torch
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import DataLoader, Dataset, Subset


class ReviewDataset(Dataset):
    """The reviews of a CSV file, each as (text, label)."""

    def __init__(
        self,
        csv_file: str,
        transform: Callable | None = None,
        target_transform: Callable | None = None,
    ) -> None:
        table = pd.read_csv(csv_file, dtype={"text": str}, na_filter=False)
        missing = {"text", "label"} - set(table.columns)
        if missing:
            raise ValueError(f"{csv_file} has no column {sorted(missing)}")
        self.texts: list[str] = table["text"].tolist()
        self.labels: list[int] = table["label"].tolist()
        self.transform = transform
        self.target_transform = target_transform

    def __len__(self) -> int:
        """The number of reviews."""
        return len(self.texts)

    def __getitem__(self, index: int) -> tuple:
        """The review at `index`, and its label."""
        text, label = self.texts[index], self.labels[index]
        if self.transform is not None:
            text = self.transform(text)
        if self.target_transform is not None:
            label = self.target_transform(label)
        return text, label


class TensorPairs(Dataset):
    """Two tensors of equal length, as the pairs of their elements."""

    def __init__(self, x: torch.Tensor, y: torch.Tensor) -> None:
        if len(x) != len(y):
            raise ValueError(f"{len(x)} elements do not pair with {len(y)}")
        self.x, self.y = x, y

    def __len__(self) -> int:
        """The number of pairs."""
        return len(self.x)

    def __getitem__(self, index: int) -> tuple[torch.Tensor, torch.Tensor]:
        """The pair at `index`."""
        return self.x[index], self.y[index]


def make_loaders(
    train: Dataset, test: Dataset, batch_size: int = 64
) -> tuple[DataLoader, DataLoader]:
    """A loader of train, shuffled anew each epoch, and one of test, in order."""
    return (
        DataLoader(train, batch_size=batch_size, shuffle=True),
        DataLoader(test, batch_size=batch_size),
    )


def split(dataset: Dataset, fraction: float, seed: int) -> tuple[Dataset, Dataset]:
    """Two disjoint parts that make up the dataset, the first of round(fraction * n) examples."""
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(len(dataset), generator=generator).tolist()
    size = round(fraction * len(dataset))
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])


def pad_batch(
    batch: list[tuple[torch.Tensor, int]],
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Sequences padded with 0 on the right, (N, longest), their lengths (N,), their labels (N,)."""
    sequences = [sequence for sequence, _ in batch]
    device = sequences[0].device
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    return pad_sequence(sequences, batch_first=True), lengths, labels
