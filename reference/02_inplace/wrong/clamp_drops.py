"""What is outside is left out.

caught by: clamps_between_the_bounds
"""


def clamp_copy(x, low, high):
    return x[(x >= low) & (x <= high)]
