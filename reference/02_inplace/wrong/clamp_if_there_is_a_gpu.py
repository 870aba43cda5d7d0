"""The result goes to the GPU wherever there is one.

caught by: clamps_on_any_device
"""


def clamp_copy(x, low, high):
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    return x.to(device, copy=True).clamp_(low, high)
