"""The sum begins with zeros that are made on the CPU.

caught by: accumulates_on_any_device
"""


def accumulated_gradient(w, inputs):
    total = torch.zeros(len(w), dtype=w.dtype)
    for row in inputs:
        leaf = w.detach().clone().requires_grad_()
        ((leaf @ row) ** 2).backward()
        total = total + leaf.grad
    return total
