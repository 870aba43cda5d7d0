"""The seed is not set again before r3.

caught by: third_draw_repeats_the_first
"""


def repeatable_pair(seed, rows, cols):
    torch.manual_seed(seed)
    return torch.rand(rows, cols), torch.rand(rows, cols), torch.rand(rows, cols)
