"""The network is not trained.

caught by: reviews_are_told_apart
"""


class SentimentClassifier:
    def __init__(self):
        self.features = _Features(100, n_iter=4)
        self.model = None

    def fit(self, texts, labels):
        x = self.features.fit(texts).transform(texts)
        y = torch.tensor(labels, dtype=torch.float32)
        self.model = _Net(x.shape[1])
        return self

    @torch.no_grad()
    def predict_proba(self, texts):
        return self.model(self.features.transform(texts)).squeeze(1)
