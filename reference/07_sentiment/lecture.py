"""The lecture's experiment: 5,000 IMDb reviews, bigrams, 500 components, 20 epochs of SGD.

    python reference/07_sentiment/lecture.py [--draws 3] [--seeds 5] [--out FILE]

4,000 reviews are for training and 1,000 are held out, half of each positive, drawn anew for each
draw; for each seed a network is trained on the features of its draw, with batches of 4 and of 16.
Prints a table in Markdown. Times are processor seconds, and memory is the process's peak.
"""

import argparse
import platform
import random
import resource
import statistics
import time
from pathlib import Path

import sentiment
import sklearn
import torch
from torcheval.metrics.functional import binary_accuracy, binary_f1_score

from grader.corpus import source

TRAIN, TEST = 4000, 1000
BATCHES = (4, 16)
HEAD = """\
| draw | bag of words | SVD | batch | training | accuracy | F1 |
|---|---|---|---|---|---|---|
"""


def drawn(number):
    """Training and test reviews of a draw: no text twice, half of each positive."""
    unique = {r.text: r for r in source.read() if r.source == "imdb"}.values()
    rng, sets = random.Random(number), ([], [])
    for label in (0, 1):
        chosen = rng.sample([r for r in unique if r.label == label], (TRAIN + TEST) // 2)
        sets[0].extend(chosen[: TRAIN // 2])
        sets[1].extend(chosen[TRAIN // 2 :])
    return sets


def timed(work):
    """What `work` gives, and the processor seconds that it took."""
    started = time.process_time()
    made = work()
    return made, time.process_time() - started


def features(train, test):
    """(features of both sets, seconds for counting, seconds for the SVD)."""
    made = sentiment.Features()
    texts = [review.text for review in train]
    counts, counting = timed(lambda: made.counts.fit_transform(texts))
    reduced, reducing = timed(lambda: made.svd.fit_transform(counts))
    return torch.tensor(reduced).float(), made.transform([r.text for r in test]), counting, reducing


def labels(reviews):
    return torch.tensor([float(review.label) for review in reviews])


def scores(x, y, test_x, test_y, batch_size, seeds):
    """(accuracy, F1, seconds) for each seed."""
    for seed in range(seeds):
        work = lambda s=seed: sentiment.train(x, y, batch_size=batch_size, seed=s)  # noqa: E731
        model, seconds = timed(work)
        with torch.no_grad():
            said = model(test_x).squeeze(1)
        accuracy = binary_accuracy(said, test_y).item()
        yield accuracy, binary_f1_score(said, test_y.long()).item(), seconds


def rows(draw, seeds):
    """The rows of the table for one draw."""
    train, test = drawn(draw)
    x, test_x, counting, reducing = features(train, test)
    for batch in BATCHES:
        found = list(scores(x, labels(train), test_x, labels(test), batch, seeds))
        accuracy, f1, seconds = ([row[i] for row in found] for i in range(3))
        yield (
            f"| {draw} | {counting:.1f} s | {reducing:.0f} s | {batch} "
            f"| {statistics.fmean(seconds):.1f} s | {spread(accuracy)} | {spread(f1)} |"
        )


def spread(values):
    """Mean, smallest and largest."""
    return f"{statistics.fmean(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path("lecture.md"))
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    table = [row for draw in range(chosen.draws) for row in rows(draw, chosen.seeds)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    versions = f"Python {platform.python_version()}, torch {torch.__version__}"
    about = f"Peak memory {peak} MB; {versions}, scikit-learn {sklearn.__version__}.\n"
    chosen.out.write_text(HEAD + "\n".join(table) + f"\n\n{about}", encoding="utf-8")


if __name__ == "__main__":
    main()
