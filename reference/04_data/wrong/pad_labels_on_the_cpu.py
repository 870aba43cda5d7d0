"""Lengths and labels are made on the CPU.

caught by: padded_where_the_sequences_are
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    labels = torch.tensor([label for _, label in batch])
    return pad_sequence(sequences, batch_first=True), lengths, labels
