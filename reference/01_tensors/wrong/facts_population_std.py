"""The deviation of the population divides by n.

caught by: std_is_of_the_sample
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["std"] = r.std(correction=0)
    return facts
