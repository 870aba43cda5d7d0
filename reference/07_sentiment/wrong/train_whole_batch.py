"""All examples are one batch.

caught by: epochs_and_batches_are_gone_through, numbers_of_the_lecture
"""


def train(x, y, epochs=20, batch_size=16, lr=0.001, momentum=0.9, seed=0):
    torch.manual_seed(seed)
    model = _Net(x.shape[1]).to(x.device)
    loss_fn = nn.BCELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    for _ in range(epochs):
        for rows in torch.randperm(len(x)).split(len(x)):
            rows = rows.to(x.device)
            loss = loss_fn(model(x[rows]).squeeze(1), y[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return model
