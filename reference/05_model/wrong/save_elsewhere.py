"""The file gets another name.

caught by: saves_a_bare_state_dict, saves_over_an_older_file
"""


def save(model, path):
    torch.save(model.state_dict(), f"{path}.pth")
