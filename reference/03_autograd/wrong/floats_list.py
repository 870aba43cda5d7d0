"""A list is no tuple.

caught by: gradients_of_the_graph
"""


def graph_gradients(a, b, c):
    a, b, c = (torch.tensor(number, requires_grad=True) for number in (a, b, c))
    (c * (a + 2 * b)).backward()
    return [a.grad.item(), b.grad.item(), c.grad.item()]
