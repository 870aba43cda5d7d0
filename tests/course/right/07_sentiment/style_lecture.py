"""As in the lecture: 500 components, a DataLoader, torcheval's measures."""

import torch
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torcheval.metrics.functional import (
    binary_accuracy,
    binary_f1_score,
    binary_precision,
    binary_recall,
)

device = "cuda" if torch.cuda.is_available() else "cpu"


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.vectorizer = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components=n_components, n_iter=n_iter, random_state=seed)
        self.ready = False

    def fit(self, texts):
        bow = self.vectorizer.fit_transform(texts)
        self.svd.fit(bow)
        self.ready = True
        return self

    def transform(self, texts):
        if not self.ready:
            raise RuntimeError("call fit first")
        bow = self.vectorizer.transform(texts)
        return torch.from_numpy(self.svd.transform(bow)).float()


class Net(nn.Module):
    def __init__(self, n_features=500, n_hidden=200):
        super().__init__()
        self.fc1 = nn.Linear(n_features, n_hidden)
        self.relu = nn.ReLU()
        self.fc2 = nn.Linear(n_hidden, 1)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        x = self.fc1(x)
        x = self.relu(x)
        x = self.fc2(x)
        return self.sigmoid(x)


def train(x, y, epochs=20, batch_size=16, lr=0.001, momentum=0.9, seed=0):
    torch.manual_seed(seed)
    model = Net(x.shape[1]).to(x.device)
    criterion = nn.BCELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr, momentum=momentum)
    loader = DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=True)
    model.train()
    for epoch in range(epochs):
        running = 0.0
        for inputs, labels in loader:
            optimizer.zero_grad()
            outputs = model(inputs)
            loss = criterion(outputs, labels.unsqueeze(1))
            loss.backward()
            optimizer.step()
            running += loss.item()
        if epoch % 10 == 9:
            print(f"epoch {epoch + 1}: {running / len(loader):.3f}")
    return model


def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        out = model(x).squeeze(1)
    # torcheval counts 0.5 as positive; a network hardly ever gives exactly that
    target = y.long()
    return {
        "precision": binary_precision(out, target).item(),
        "recall": binary_recall(out, target).item(),
        "f1": binary_f1_score(out, target).item(),
        "accuracy": binary_accuracy(out, target).item(),
    }


class SentimentClassifier:
    def __init__(self):
        self.features = Features()

    def fit(self, texts, labels):
        x = self.features.fit(texts).transform(texts).to(device)
        y = torch.tensor(labels).float().to(device)
        self.model = train(x, y)
        return self

    def predict_proba(self, texts):
        self.model.eval()
        with torch.no_grad():
            return self.model(self.features.transform(texts).to(device)).squeeze(1).cpu()
