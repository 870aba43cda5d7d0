"""r2 comes from a generator of its own, not from the sequence.

caught by: second_draw_is_the_next
"""


def repeatable_pair(seed, rows, cols):
    torch.manual_seed(seed)
    r1 = torch.rand(rows, cols)
    r2 = torch.rand(rows, cols, generator=torch.Generator().manual_seed(seed + 1))
    return r1, r2, r1.clone()
