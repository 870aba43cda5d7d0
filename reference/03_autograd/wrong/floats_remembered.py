"""The first answer is given ever after.

caught by: gradients_do_not_add_up
"""

_first = []


def graph_gradients(a, b, c):
    _first.append((c, 2 * c, a + 2 * b))
    return _first[0]
