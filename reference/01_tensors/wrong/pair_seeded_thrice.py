"""The seed is set before r2 too, so that all three are equal.

caught by: second_draw_is_the_next
"""


def repeatable_pair(seed, rows, cols):
    drawn = []
    for _ in range(3):
        torch.manual_seed(seed)
        drawn.append(torch.rand(rows, cols))
    return tuple(drawn)
