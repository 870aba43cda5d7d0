"""x gets its own values once more, by way of NumPy.

caught by: tracks_on_any_device
"""


def track_(x):
    x.data = torch.from_numpy(x.detach().numpy())
    return x.requires_grad_()
