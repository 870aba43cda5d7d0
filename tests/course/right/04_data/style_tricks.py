"""`__getitems__`, named tuples, a permutation of NumPy, restored random state, stacked rows."""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import torch
import torch.nn.functional as F
from torch.utils.data import BatchSampler, ConcatDataset, DataLoader, Dataset, RandomSampler, Subset


class Review(NamedTuple):
    text: str
    label: int


class ReviewDataset(Dataset[tuple]):
    def __init__(self, csv_file, transform=None, target_transform=None):
        text = io.StringIO(Path(csv_file).read_text(encoding="utf-8"))
        frame = pd.read_csv(text, dtype=str, na_values=[], keep_default_na=False)
        try:
            self.items = [Review(t, int(n)) for t, n in zip(frame.text, frame.label, strict=False)]
        except AttributeError as error:
            raise ValueError("the columns are text and label") from error
        self.transforms = transform, target_transform

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        if index >= len(self):
            raise IndexError(index)
        given = zip(self.items[index], self.transforms, strict=False)
        return Review(*(value if change is None else change(value) for value, change in given))

    def __getitems__(self, indices):
        return [self[index] for index in indices]


class TensorPairs(Dataset):
    def __init__(self, *tensors):
        (self.n,) = {len(t) for t in tensors}  # too many values to unpack is a ValueError
        self.tensors = tensors

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        return tuple(t[index] for t in self.tensors)

    def __getitems__(self, indices):
        return list(zip(*(t[indices].unbind() for t in self.tensors), strict=False))


def make_loaders(train, test, batch_size: int = 64):
    batches = BatchSampler(RandomSampler(train), batch_size=batch_size, drop_last=False)
    return DataLoader(train, batch_sampler=batches), DataLoader(test, batch_size, num_workers=0)


def split(dataset, fraction, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        chosen = torch.randperm(len(dataset)) < round(fraction * len(dataset))
    first = Subset(dataset, np.flatnonzero(chosen.numpy()).tolist())
    second = [Subset(dataset, [i]) for i in range(len(dataset)) if not chosen[i]]
    return first, ConcatDataset(second)


def pad_batch(batch):
    sizes = [len(x) for x, _ in batch]
    rows = [F.pad(x, (0, max(sizes) - len(x))) for x, _ in batch]
    device = rows[0].device
    return (
        torch.stack(rows),
        torch.tensor(sizes, device=device),
        torch.as_tensor([label for _, label in batch]).to(device),
    )
