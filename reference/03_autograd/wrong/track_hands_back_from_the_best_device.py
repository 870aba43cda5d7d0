"""What is returned goes to the fastest device that there is.

caught by: tracks_on_any_device
"""


def track_(x):
    x.requires_grad_()
    return x.to("cuda" if torch.cuda.is_available() else "cpu")
