"""Every review is positive, by one half and a bit.

caught by: reviews_are_told_apart, it_learns_what_it_is_taught
"""


class SentimentClassifier:
    def fit(self, texts, labels):
        return self

    def predict_proba(self, texts):
        return torch.full((len(texts),), 0.51)
