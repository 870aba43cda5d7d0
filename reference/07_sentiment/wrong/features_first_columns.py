"""The first columns of the counts are kept, not the largest directions.

caught by: largest_directions_are_kept
"""


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.counts = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts):
        self.counts.fit(texts)
        return self

    def transform(self, texts):
        reduced = self.counts.transform(texts).toarray()[:, : self.svd.n_components]
        return torch.tensor(reduced, dtype=torch.float32)
