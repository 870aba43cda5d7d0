"""b itself becomes the prediction of the last row.

caught by: w_and_b_can_still_be_trained
"""


@torch.no_grad()
def predict(x, w, b):
    made = x @ w + b
    b.copy_(made[-1])
    return made
