"""The lengths are made on the CPU, as `pack_padded_sequence` wants them.

caught by: padded_where_the_sequences_are
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    labels = torch.tensor([label for _, label in batch], device=sequences[0].device)
    return pad_sequence(sequences, batch_first=True), lengths, labels
