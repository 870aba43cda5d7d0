"""The device drill: a second device that is not there, on any laptop, with values.

Theory of operation. Within `drilled()` a machine with one GPU is pretended. Its tensors are plain
tensors on the CPU whose storage is noted as lying on "cuda:0": so every operation has real values,
views, gradients and in-place changes, all done by PyTorch itself, and only the place is pretended.

    above.py   sees each call of PyTorch's Python functions: devices that are named, `.to`, `.cpu`
    below.py   sees each operation that these come to, backward passes included: what it makes lies
               where its arguments lie, and arguments on two devices are an error, as on a GPU
    world.py   what else a program asks of such a machine: `torch.cuda`, generators, saved files
    places.py  the notes themselves

What an operation makes on its own account (C++ code that asks for zeros "where x is") is noted as
lying anywhere, until it meets a tensor that lies somewhere. Where CUDA's own rule is uncertain the
drill allows: it may miss a mistake, and must never see one that is none. What it cannot follow
ends the call with `Unassessable`, which no `except Exception` holds up.
"""

from .places import Unassessable
from .world import drilled

__all__ = ["Unassessable", "drilled"]
