"""The factor is a tensor of one dimension that is made on the CPU.

caught by: graph_on_any_device
"""


def graph(a, b, c):
    two = torch.ones(1) * 2
    d = (two * b).reshape(())
    e = a + d
    return d, e, c * e
