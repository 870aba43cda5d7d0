"""The singular values ascend.

caught by: singular_values_descend
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["singular_values"] = facts["singular_values"].flip(0)
    return facts
