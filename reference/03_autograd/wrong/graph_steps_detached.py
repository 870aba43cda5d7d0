"""d and e are handed out without their history.

caught by: d_and_e_are_attached
"""


def graph(a, b, c):
    d = 2 * b
    e = a + d
    return d.detach(), e.detach(), c * e
