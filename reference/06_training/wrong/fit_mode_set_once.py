"""Train mode is set once, before the first epoch: later epochs train in eval mode.

caught by: modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    model.train()
    for _ in range(epochs):
        total = 0.0
        for x, y in _batches(train_loader, model):
            loss = loss_fn(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
        train_loss = total / len(train_loader.dataset)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
