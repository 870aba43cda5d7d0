"""Every call adds to what earlier calls found.

caught by: second_call_gives_the_same
"""

_sums = {}


def bce_gradients(x, y, w, b):
    found = torch.autograd.grad(F.binary_cross_entropy_with_logits(x @ w + b, y), (w, b))
    old = _sums.get(id(w), (0, 0))
    _sums[id(w)] = old[0] + found[0], old[1] + found[1]
    return _sums[id(w)]
