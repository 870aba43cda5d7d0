"""One dictionary is changed and appended again and again.

caught by: tested_after_each_epoch, modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history, entry = [], {}
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        entry.update(train_loss=train_loss, test_loss=test_loss, accuracy=accuracy)
        history.append(entry)
    return history
