"""d is the square of b.

caught by: graph_has_three_values
"""


def graph(a, b, c):
    d = b**2
    e = a + d
    return d, e, c * e
