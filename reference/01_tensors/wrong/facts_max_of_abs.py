"""The largest absolute value is not the largest entry.

caught by: mean_and_max_of_all_entries
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["max"] = r.abs().max()
    return facts
