"""The gradients are rounded to whole numbers.

caught by: gradients_of_the_graph
"""


def graph_gradients(a, b, c):
    a, b, c = (torch.tensor(number, requires_grad=True) for number in (a, b, c))
    (c * (a + 2 * b)).backward()
    return float(round(a.grad.item())), float(round(b.grad.item())), float(round(c.grad.item()))
