"""A copy of the model is trained; the model itself is not.

caught by: fit_follows_cross_entropy, momentum_is_kept, modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    model = __import__("copy").deepcopy(model)
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
