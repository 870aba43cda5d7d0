"""Only the last row's gradient is left.

caught by: rows_add_up
"""


def accumulated_gradient(w, inputs):
    for row in inputs:
        w.grad = None
        ((w @ row) ** 2).backward()
    return w.grad
