"""Evenly spaced numbers fill [0, 1), but are not drawn.

caught by: rand_is_float32_whatever_x_is
"""


def ones_and_rand_like(x):
    steps = torch.arange(x.numel(), dtype=torch.float32) / max(x.numel(), 1)
    return torch.ones_like(x), steps.reshape(x.shape).to(x.device)
