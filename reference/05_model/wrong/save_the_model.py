"""The whole object is saved.

caught by: saves_a_bare_state_dict
"""


def save(model, path):
    torch.save(model, path)
