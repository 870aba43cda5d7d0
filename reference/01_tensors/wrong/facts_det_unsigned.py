"""The product of the singular values has lost the determinant's sign.

caught by: determinant
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["det"] = facts["singular_values"].prod()
    return facts
