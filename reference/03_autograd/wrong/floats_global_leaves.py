"""The leaves are made once, and their gradients add up.

caught by: gradients_do_not_add_up
"""

_leaves = [torch.zeros((), requires_grad=True) for _ in range(3)]


def graph_gradients(a, b, c):
    with torch.no_grad():
        for leaf, number in zip(_leaves, (a, b, c)):
            leaf.fill_(number)
    a, b, c = _leaves
    (c * (a + 2 * b)).backward()
    return a.grad.item(), b.grad.item(), c.grad.item()
