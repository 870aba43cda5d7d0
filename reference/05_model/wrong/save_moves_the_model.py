"""The model is moved to the CPU to be saved, and stays there.

caught by: saves_from_any_device
"""


def save(model, path):
    torch.save(model.cpu().state_dict(), path)
