"""One of the facts is computed by NumPy, which only sees the CPU.

caught by: facts_lie_where_r_lies
"""


def matrix_facts(r):
    return {
        "abs": r.abs(),
        "asin": torch.from_numpy(np.arcsin(r.numpy())),
        "det": torch.linalg.det(r),
        "singular_values": torch.linalg.svdvals(r),
        "std": r.std(),
        "mean": r.mean(),
        "max": r.max(),
    }
