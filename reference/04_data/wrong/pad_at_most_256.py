"""Long sequences are cut.

caught by: any_lengths
"""

right = pad_batch


def pad_batch(batch):
    return right([(sequence[:256], label) for sequence, label in batch])
