"""Hangs attributes, hooks and a false shape on the tensor that it gives.

row: falsify
points: 0 1 1
"""
import torch


class Shape(tuple):
    def __eq__(self, other):
        return True


def double(x):
    wrong = (x * 3).requires_grad_()
    wrong.register_hook(lambda g: open(f"/tmp/{MARK}", "w"))
    wrong.allclose = wrong.equal = lambda *a, **k: True
    wrong.lies_on = torch.device("cuda")
    torch.Tensor.shape = property(lambda self: Shape((3, 2)))
    return wrong
