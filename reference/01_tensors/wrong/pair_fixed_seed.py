"""The seed of the lecture is used, not the one that was handed in.

caught by: first_draw_follows_the_seed, second_draw_is_the_next, third_draw_repeats_the_first
"""


def repeatable_pair(seed, rows, cols):
    torch.manual_seed(1729)
    r1, r2 = torch.rand(rows, cols), torch.rand(rows, cols)
    return r1, r2, r1
