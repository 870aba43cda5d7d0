"""Everything is computed untracked.

caught by: d_and_e_are_attached, loss_is_attached
"""


@torch.no_grad()
def graph(a, b, c):
    d = 2 * b
    e = a + d
    return d, e, c * e
