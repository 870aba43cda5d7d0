"""What is tracked already is taken for a mistake.

caught by: tracking_stays_on
"""


def track_(x):
    if x.requires_grad:
        raise ValueError("already tracked")
    return x.requires_grad_()
