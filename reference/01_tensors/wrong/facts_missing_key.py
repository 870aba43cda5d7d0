"""One of the facts is missing.

caught by: mean_and_max_of_all_entries, facts_are_tensors_and_r_is_untouched
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    del facts["max"]
    return facts
