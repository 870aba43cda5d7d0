"""It knows beforehand which words are good, and learns nothing.

caught by: it_learns_what_it_is_taught
"""

GOOD = "great best excellent wonderful love loved amazing perfect beautiful superb favorite fun"
BAD = "worst bad awful boring terrible waste stupid poor horrible worse dull crap nothing"


class SentimentClassifier:
    def fit(self, texts, labels):
        return self

    def predict_proba(self, texts):
        words = [text.lower().split() for text in texts]
        good = torch.tensor([sum(word in GOOD.split() for word in text) for text in words])
        bad = torch.tensor([sum(word in BAD.split() for word in text) for text in words])
        return torch.sigmoid((good - bad).float())
