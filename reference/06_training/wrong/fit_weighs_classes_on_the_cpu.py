"""The loss has weights of its own, which are on the CPU.

caught by: fitted_batches_are_moved
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    some, _ = next(iter(train_loader))
    with torch.no_grad():
        classes = model.eval()(some.to(next(model.parameters()).device)).shape[1]
    loss_fn = nn.CrossEntropyLoss(weight=torch.ones(classes))
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        accuracy, test_loss = _test(test_loader, model, loss_fn)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
