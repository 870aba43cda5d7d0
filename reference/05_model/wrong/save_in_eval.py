"""The model is left in eval mode.

caught by: saves_over_an_older_file
"""


def save(model, path):
    torch.save(model.eval().state_dict(), path)
