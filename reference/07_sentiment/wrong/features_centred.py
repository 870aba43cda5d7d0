"""The mean of the fitted texts is taken off, as PCA does.

caught by: words_and_pairs_are_counted, largest_directions_are_kept
"""


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.counts = CountVectorizer(ngram_range=(1, 2))
        self.svd = TruncatedSVD(n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts):
        self.mean = self.svd.fit_transform(self.counts.fit_transform(texts)).mean(0)
        return self

    def transform(self, texts):
        reduced = self.svd.transform(self.counts.transform(texts)) - self.mean
        return torch.tensor(reduced, dtype=torch.float32)
