"""Counts are weighted by how rare a word is.

caught by: words_and_pairs_are_counted
"""


def _tf_idf():
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(ngram_range=(1, 2))


class Features:
    def __init__(self, n_components=500, n_iter=10, seed=432):
        self.counts = _tf_idf()
        self.svd = TruncatedSVD(n_components, n_iter=n_iter, random_state=seed)

    def fit(self, texts):
        self.svd.fit(self.counts.fit_transform(texts))
        return self

    def transform(self, texts):
        reduced = self.svd.transform(self.counts.transform(texts))
        return torch.tensor(reduced, dtype=torch.float32)
