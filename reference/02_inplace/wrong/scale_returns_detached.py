"""x changes, and another tensor on its memory is returned.

caught by: scale_returns_x_itself
"""


def scale_rows_(x, factors):
    return x.mul_(factors[:, None]).detach()
