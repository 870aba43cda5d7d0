"""A batch of one loses its dimension.

caught by: any_lengths, usable_as_collate_fn
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    device = sequences[0].device
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    return pad_sequence(sequences, batch_first=True).squeeze(), lengths, labels
