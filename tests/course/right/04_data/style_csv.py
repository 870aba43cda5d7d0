"""Plain Python: the module `csv`, lists, loops, generators of `random`."""

import csv
import random

import torch
from torch.utils.data import DataLoader, Dataset


class ReviewDataset(Dataset):
    def __init__(self, csv_file, transform=None, target_transform=None):
        self.rows = []
        with open(csv_file, newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            for column in ("text", "label"):
                if column not in (reader.fieldnames or []):
                    raise ValueError(f"falta la columna {column}")
            for row in reader:
                self.rows.append((row["text"], int(row["label"])))
        self.transform = transform if transform else lambda text: text
        self.target_transform = target_transform if target_transform else lambda label: label

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        text, label = self.rows[i]
        return self.transform(text), self.target_transform(label)


class TensorPairs(Dataset):
    def __init__(self, features, targets):
        if features.shape[0] != targets.shape[0]:
            raise ValueError("lengths")
        self.pairs = [(features[i], targets[i]) for i in range(features.shape[0])]

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        return self.pairs[i]


def make_loaders(train, test, batch_size=64):
    train_loader = DataLoader(dataset=train, batch_size=batch_size, shuffle=True, drop_last=False)
    test_loader = DataLoader(dataset=test, batch_size=batch_size, shuffle=False)
    return train_loader, test_loader


class Part(Dataset):
    def __init__(self, whole, members):
        self.whole = whole
        self.members = members

    def __len__(self):
        return len(self.members)

    def __getitem__(self, i):
        return self.whole[self.members[i]]


def split(dataset, fraction, seed):
    members = list(range(len(dataset)))
    random.Random(seed).shuffle(members)
    k = round(fraction * len(dataset))
    return Part(dataset, members[:k]), Part(dataset, members[k:])


def pad_batch(batch):
    longest = 0
    for tokens, _ in batch:
        longest = max(longest, tokens.size(0))
    padded = torch.zeros((len(batch), longest), dtype=torch.int64, device=batch[0][0].device)
    lengths = torch.zeros(len(batch), dtype=torch.int64, device=padded.device)
    labels = torch.zeros_like(lengths)
    for i, (tokens, label) in enumerate(batch):
        padded[i, : tokens.size(0)] = tokens
        lengths[i] = tokens.size(0)
        labels[i] = label
    return padded, lengths, labels
