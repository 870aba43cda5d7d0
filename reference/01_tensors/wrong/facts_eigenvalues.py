"""Eigenvalues are not singular values.

caught by: singular_values_descend, facts_are_tensors_and_r_is_untouched
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["singular_values"] = torch.linalg.eigvals(r)
    return facts
