"""The sine is not the arc sine.

caught by: abs_and_asin_of_each_entry
"""

_right_facts = matrix_facts


def matrix_facts(r):
    facts = _right_facts(r)
    facts["asin"] = r.sin()
    return facts
