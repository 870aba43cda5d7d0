"""Batches are not moved to the model's device.

caught by: fitted_batches_are_moved
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        model.train()
        total = 0.0
        for x, y in train_loader:
            loss = loss_fn(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        train_loss = total / len(train_loader.dataset)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
