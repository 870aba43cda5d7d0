"""The loss takes probabilities for logits.

caught by: a_step_follows_the_cross_entropy
"""


def train(x, y, epochs=20, batch_size=16, lr=0.001, momentum=0.9, seed=0):
    torch.manual_seed(seed)
    model = _Net(x.shape[1]).to(x.device)
    loss_fn = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(batch_size):
            rows = rows.to(x.device)
            loss = loss_fn(model(x[rows]).squeeze(1), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model
