"""An older file is kept.

caught by: saves_over_an_older_file
"""


def save(model, path):
    if not os.path.exists(path):
        torch.save(model.state_dict(), path)
