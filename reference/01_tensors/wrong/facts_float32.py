"""Everything is converted to float32.

caught by: facts_are_tensors_and_r_is_untouched
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts = {key: value.float() for key, value in facts.items()}
    return facts
