"""What w held before stays in the sum.

caught by: accumulation_starts_from_none
"""


def accumulated_gradient(w, inputs):
    for row in inputs:
        ((w @ row) ** 2).backward()
    return w.grad
