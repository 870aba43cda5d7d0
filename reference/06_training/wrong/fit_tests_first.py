"""The test comes before the training of its epoch.

caught by: tested_after_each_epoch, modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
