"""The state dict is returned.

caught by: saves_a_bare_state_dict
"""


def save(model, path):
    torch.save(model.state_dict(), path)
    return model.state_dict()
