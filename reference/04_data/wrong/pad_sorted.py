"""The longest comes first.

caught by: sequences_are_padded, lengths_and_labels, usable_as_collate_fn
"""

right = pad_batch


def pad_batch(batch):
    return right(sorted(batch, key=lambda example: -len(example[0])))
