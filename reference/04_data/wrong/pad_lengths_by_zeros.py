"""Lengths are counted where the padded tensor is not 0.

caught by: lengths_and_labels
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    device = sequences[0].device
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    padded = pad_sequence(sequences, batch_first=True)
    return padded, (padded != 0).sum(dim=1), labels
