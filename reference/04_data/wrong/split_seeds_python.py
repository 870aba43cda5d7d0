"""The generator of `random` is seeded.

caught by: random_state_is_left_alone
"""

import random


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    random.seed(seed)
    order = random.sample(range(len(dataset)), len(dataset))
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
