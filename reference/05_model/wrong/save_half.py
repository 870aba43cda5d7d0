"""The model is saved, and left, in half precision.

caught by: saves_a_bare_state_dict, saves_over_an_older_file
"""


def save(model, path):
    torch.save(model.half().state_dict(), path)
