"""e does not know b.

caught by: d_and_e_are_attached, loss_is_attached
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d.detach()
    return d, e, c * e
