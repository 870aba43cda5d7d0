"""Only L is returned.

caught by: graph_has_three_values
"""


def graph(a, b, c):
    return c * (a + 2 * b)
