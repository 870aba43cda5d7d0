"""The model is saved from the fastest device that there is, and stays there.

caught by: saves_from_any_device
"""


def save(model, path):
    model.to("cuda" if torch.cuda.is_available() else "cpu")
    torch.save(model.state_dict(), path)
