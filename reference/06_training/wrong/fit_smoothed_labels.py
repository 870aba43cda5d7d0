"""The labels are smoothed, which nobody asked for.

caught by: one_entry_an_epoch, fit_follows_cross_entropy, momentum_is_kept, tested_after_each_epoch, modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
