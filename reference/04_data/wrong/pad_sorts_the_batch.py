"""The rows are right, but the batch that was handed in is sorted.

caught by: sequences_are_padded
"""

right = pad_batch


def pad_batch(batch):
    made = right(batch)
    batch.sort(key=lambda example: len(example[0]))
    return made
