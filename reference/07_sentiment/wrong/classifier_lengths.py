"""It looks at how long a review is, and at nothing else.

caught by: reviews_are_told_apart, it_learns_what_it_is_taught
"""


class SentimentClassifier:
    def __init__(self):
        self.features = _Features(100, n_iter=4)
        self.model = None

    def fit(self, texts, labels):
        x = torch.tensor([[len(text) / 500] for text in texts])
        y = torch.tensor(labels, dtype=torch.float32)
        self.model = _train(x, y, 20, 16, 0.001, 0.9, 0)
        return self

    @torch.no_grad()
    def predict_proba(self, texts):
        return self.model(torch.tensor([[len(text) / 500] for text in texts])).squeeze(1)
