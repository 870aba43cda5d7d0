"""Names are lost.

caught by: saves_a_bare_state_dict
"""


def save(model, path):
    torch.save(list(model.state_dict().values()), path)
