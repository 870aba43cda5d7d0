"""The generator of NumPy is seeded.

caught by: random_state_is_left_alone
"""

import numpy as np


def split(dataset, fraction, seed):
    size = round(fraction * len(dataset))
    np.random.seed(seed)
    order = np.random.permutation(len(dataset)).tolist()
    return Subset(dataset, order[:size]), Subset(dataset, order[size:])
