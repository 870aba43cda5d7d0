"""All have 8 columns, or as many as the longest.

caught by: sequences_are_padded, any_lengths, usable_as_collate_fn
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    device = sequences[0].device
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    padded = pad_sequence([*sequences, sequences[0].new_zeros(8)], batch_first=True)
    return padded[:-1], lengths, labels
