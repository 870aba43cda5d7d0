"""It is tested in train mode, which also moves the running statistics.

caught by: modes_take_turns
"""


def fit(model, train_loader, test_loader, epochs, lr, momentum):
    loss_fn = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    history = []
    for _ in range(epochs):
        train_loss = _train(train_loader, model, loss_fn, optimizer)
        total, right = 0.0, 0
        with torch.no_grad():
            for x, y in test_loader:
                logits = model(x)
                total += loss_fn(logits, y).item() * len(y)
                right += (logits.argmax(1) == y).sum().item()
        test_loss, accuracy = total / len(test_loader.dataset), right / len(test_loader.dataset)
        history.append({"train_loss": train_loss, "test_loss": test_loss, "accuracy": accuracy})
    return history
