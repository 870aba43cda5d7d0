"""L is a sum.

caught by: graph_has_three_values, loss_is_attached
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d
    return d, e, c + e
