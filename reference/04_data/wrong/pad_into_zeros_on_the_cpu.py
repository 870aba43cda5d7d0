"""`torch.zeros` without a device: the padded rows are on the CPU.

caught by: padded_where_the_sequences_are
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    device = sequences[0].device
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    padded = torch.zeros(len(sequences), max(map(len, sequences)), dtype=torch.int64)
    for row, sequence in zip(padded, sequences, strict=True):
        row[: len(sequence)] = sequence
    return padded, lengths, labels
