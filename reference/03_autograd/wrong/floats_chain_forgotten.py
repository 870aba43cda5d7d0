"""The factor 2 of d is forgotten.

caught by: gradients_of_the_graph
"""


def graph_gradients(a, b, c):
    return c, c, a + 2 * b
