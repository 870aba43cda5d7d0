"""The random numbers of NumPy are others.

caught by: first_draw_follows_the_seed, second_draw_is_the_next, third_draw_repeats_the_first
"""


def repeatable_pair(seed, rows, cols):
    rng = np.random.default_rng(seed)
    r1, r2 = (torch.from_numpy(rng.random((rows, cols), dtype=np.float32)) for _ in range(2))
    return r1, r2, r1.clone()
