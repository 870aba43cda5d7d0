"""Buffers are lost.

caught by: saves_a_bare_state_dict
"""


def save(model, path):
    torch.save(dict(model.named_parameters()), path)
