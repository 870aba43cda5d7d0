"""A new optimizer begins each epoch without the momentum of the one before.

caught by: momentum_is_kept
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    history = []
    for _ in range(epochs):
        optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
