"""What is tracked already loses its values.

caught by: tracking_stays_on
"""


def track_(x):
    if x.requires_grad:
        with torch.no_grad():
            x.zero_()
    return x.requires_grad_()
