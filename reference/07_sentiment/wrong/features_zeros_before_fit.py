"""Before `fit`, `transform` gives zeros.

caught by: transform_before_fit_raises
"""


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.counts = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts):
        self.svd.fit(self.counts.fit_transform(texts))
        return self

    def transform(self, texts):
        if not hasattr(self.counts, "vocabulary_"):
            return torch.zeros(len(texts), self.svd.n_components)
        reduced = self.svd.transform(self.counts.transform(texts))
        return torch.tensor(reduced, dtype=torch.float32)
