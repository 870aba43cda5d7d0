"""Python's numbers, not tensors.

caught by: determinant, std_is_of_the_sample, mean_and_max_of_all_entries, facts_are_tensors_and_r_is_untouched
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    for key in ("det", "std", "mean", "max"):
        facts[key] = facts[key].item()
    return facts
