"""No seed is ever set.

caught by: first_draw_follows_the_seed, second_draw_is_the_next, third_draw_repeats_the_first
"""


def repeatable_pair(seed, rows, cols):
    r1, r2 = torch.rand(rows, cols), torch.rand(rows, cols)
    return r1, r2, r1.clone()
