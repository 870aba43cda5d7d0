"""A list is no tuple.

caught by: graph_has_three_values
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d
    return [d, e, c * e]
