"""All three tensors go to the fastest device that there is.

caught by: padded_where_the_sequences_are
"""


def pad_batch(batch):
    sequences = [sequence for sequence, _ in batch]
    device = "cuda" if torch.cuda.is_available() else "cpu"
    lengths = torch.tensor([len(sequence) for sequence in sequences], device=device)
    labels = torch.tensor([label for _, label in batch], device=device)
    return pad_sequence(sequences, batch_first=True).to(device), lengths, labels
