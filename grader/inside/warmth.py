"""Exercises what submissions use, so that forks find it imported and initialised.

The first optimizer imports PyTorch's compiler, some 800 modules: that takes about as long as torch
itself, and makes each fork about twice as slow. So it is done only where assignments train.
"""

from __future__ import annotations

import csv  # noqa: F401  (students read files with it; imported here, it costs no fork anything)
import encodings.ascii  # noqa: F401  (what is written to /proc)
import logging
import tempfile
from contextlib import suppress

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from .drill import drilled
from .perform import seed_everything


def exercise(*, training: bool, backward: bool = True) -> None:
    """A training step in small, with every kind of object that the course uses.

    Without `training` no optimizer is made: a submission that makes one imports the rest itself.
    Without `backward` no gradient is computed: PyTorch's engine asks CUDA for its devices before
    its first pass, even on the CPU, and forks of a process that has asked cannot open a GPU.
    """
    seed_everything(0)  # imports numpy.random
    x, y = torch.randn(8, 4), torch.rand(8, 1).round()
    model = nn.Sequential(nn.Flatten(), nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 1), nn.Sigmoid())
    for features, labels in DataLoader(TensorDataset(x, y), batch_size=4, shuffle=True):
        loss = nn.functional.binary_cross_entropy(model(features), labels)
        if backward:
            loss.backward()  # type: ignore[no-untyped-call]  # torch gives it no types
        if training:
            _step(model)
    nn.CrossEntropyLoss()(torch.randn(2, 3), torch.tensor([0, 1]))
    square = torch.randn(3, 3)
    torch.linalg.svdvals(square), torch.det(square), torch.linalg.inv(square @ square.T + 1)
    repr(square), repr(model), torch.stack([square, square]).std(), square.numpy()
    with tempfile.TemporaryFile() as file:
        torch.save(model.state_dict(), file)
        file.seek(0)
        torch.load(file, weights_only=True)
    with torch.no_grad(), torch.inference_mode():
        model(x)
    with drilled({}):
        made = model.to("cuda")(x.to("cuda")) + torch.zeros(1, device="cuda")
        loss = nn.functional.binary_cross_entropy(made.sigmoid(), y.to("cuda"))
        if backward:
            loss.backward()  # type: ignore[no-untyped-call]
        if training:
            _step(model)
        made.detach().cpu().numpy()


def _step(model: nn.Module) -> None:
    for optimizer in (
        torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9),
        torch.optim.Adam(model.parameters()),
    ):
        for parameter in model.parameters():
            if parameter.grad is None:  # without a backward pass
                parameter.grad = torch.zeros_like(parameter)
        optimizer.step()
        optimizer.zero_grad()


def lighten_forks() -> None:
    """Spare each fork the work of renewing the locks of log handlers that libraries made.

    Nobody holds one when a process of one thread forks; what is made later is renewed as ever.
    """
    with suppress(AttributeError):  # CPython's own, and not promised
        logging._at_fork_reinit_lock_weakset.clear()  # type: ignore[attr-defined]
