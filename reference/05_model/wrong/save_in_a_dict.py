"""The state dict is wrapped in another.

caught by: saves_a_bare_state_dict
"""


def save(model, path):
    torch.save({"model": model.state_dict()}, path)
