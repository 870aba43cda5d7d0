"""x itself is filled with ones.

caught by: ones_are_like_x
"""


def ones_and_rand_like(x):
    rand = torch.rand_like(x, dtype=torch.float32)
    return x.fill_(1), rand
