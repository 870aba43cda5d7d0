"""What the library offers: pandas with `usecols`, TensorDataset, `random_split`, samplers."""

import pandas
import torch
from torch import nn
from torch.utils import data


class ReviewDataset(data.Dataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        self.table = pandas.read_csv(
            csv_file,
            usecols=["text", "label"],  # raises a ValueError where one is missing
            dtype={"text": "string", "label": "int64"},
            keep_default_na=False,
        )
        self.transform = transform
        self.target_transform = target_transform

    def __len__(self):
        return self.table.shape[0]

    def __getitem__(self, idx):
        row = self.table.iloc[idx]
        text, label = str(row["text"]), int(row["label"])
        if self.transform:
            text = self.transform(text)
        if self.target_transform:
            label = self.target_transform(label)
        return text, label


class TensorPairs(data.TensorDataset):
    def __init__(self, x, y):
        if x.size(0) != y.size(0):
            raise ValueError(f"{x.size(0)} != {y.size(0)}")
        super().__init__(x, y)


def make_loaders(train, test, batch_size=64):
    generator = torch.Generator().manual_seed(2024)
    shuffled = data.RandomSampler(train, generator=generator)
    batches = data.BatchSampler(data.SequentialSampler(test), batch_size, drop_last=False)
    return (
        data.DataLoader(train, batch_size, sampler=shuffled),
        data.DataLoader(test, batch_sampler=batches),
    )


def split(dataset, fraction, seed):
    first = round(fraction * len(dataset))
    sizes = first, len(dataset) - first
    generator = torch.Generator()
    generator.manual_seed(seed)
    return tuple(data.random_split(dataset, sizes, generator))


def pad_batch(batch):
    tokens, labels = zip(*batch, strict=False)
    padded = nn.utils.rnn.pad_sequence(list(tokens), batch_first=True, padding_value=0)
    lengths = padded.new_tensor([t.numel() for t in tokens])
    return padded, lengths, padded.new_tensor(labels)
