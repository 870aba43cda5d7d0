"""Tracking is turned over, not on.

caught by: tracking_stays_on
"""


def track_(x):
    return x.requires_grad_(not x.requires_grad)
