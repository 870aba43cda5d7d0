"""L comes first.

caught by: graph_has_three_values
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d
    return c * e, e, d
