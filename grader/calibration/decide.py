"""From the samples of a check to its thresholds, or to the sentence that refuses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

import msgspec

from grader.calibration.bounds import MoreRuns, Refusal, caught, ends_of, honest_bound
from grader.calibration.samples import REFERENCE, Sample, Samples
from grader.checks.thresholds import Caught, Threshold


@dataclass(frozen=True)
class Stamp:
    """Where and when it was measured."""

    first_seed: int
    torch: str
    date: str


@dataclass(frozen=True)
class Decision:
    """The thresholds of a check, and the wrong solutions that only more runs can decide."""

    thresholds: tuple[Threshold, ...]
    undecided: tuple[str, ...] = ()


def decide(samples: Samples, meant: Sequence[str], stamp: Stamp) -> Decision:
    """The thresholds of a check that is meant to catch these wrong solutions.

    Raises:
        Refusal: an honest solution cannot be bounded, or a wrong one is not told from it.
    """
    thresholds = _honest(samples, stamp)
    proofs: dict[str, list[Caught]] = {threshold.name: [] for threshold in thresholds}
    undecided = []
    for solution in meant:
        sample = samples.by_solution[solution]
        try:
            proof = _proof(solution, sample, thresholds, samples.check)
        except MoreRuns:
            undecided.append(solution)
            continue
        if proof is not None:
            proofs[proof[0]].append(proof[1])
    proven = [msgspec.structs.replace(t, wrong=tuple(proofs[t.name])) for t in thresholds]
    return Decision(tuple(proven), tuple(undecided))


def _honest(samples: Samples, stamp: Stamp) -> tuple[Threshold, ...]:
    honest = samples.by_solution[REFERENCE]
    if not samples.sides:
        raise Refusal(f"{samples.check} asks for `measured` and measures nothing; drop the fixture")
    total = sum(len(ends_of(side)) for side in samples.sides.values())
    found = []
    for name in samples.sides:
        values = honest.values.get(name, [])
        if len(values) != honest.runs:
            raise Refusal(
                f"{samples.check} measures `{name}` of the reference in {len(values)} of "
                f"{honest.runs} runs; measure it in each"
            )
        try:
            found.append(_threshold(samples, name, values, total, stamp))
        except Refusal as refusal:
            raise Refusal(f"{samples.check}: `{name}` of the reference {refusal}") from None
    return tuple(found)


def _threshold(
    samples: Samples, name: str, values: list[float], total: int, stamp: Stamp
) -> Threshold:
    side = samples.sides[name]
    ends = {end: honest_bound(values, end, total) for end in ends_of(side)}
    bounds = list(ends.values())
    return Threshold(
        check=samples.check,
        name=name,
        side=side,
        low=ends["low"].value if "low" in ends else None,
        high=ends["high"].value if "high" in ends else None,
        n=len(values),
        first_seed=stamp.first_seed,
        mean=fmean(values),
        sd=stdev(values),
        smallest=min(values),
        largest=max(values),
        method="; ".join(dict.fromkeys(bound.method for bound in bounds)),
        normality_p=min(bound.p for bound in bounds),
        torch=stamp.torch,
        date=stamp.date,
    )


def _proof(
    solution: str, sample: Sample, thresholds: Sequence[Threshold], check: str
) -> tuple[str, Caught] | None:
    """The measured value that catches a wrong solution; None where it fails apart from them.

    Raises:
        MoreRuns: it missed a threshold in each run, but so few runs do not prove enough.
        Refusal: nothing tells it from the reference.
    """
    if sample.stopped == sample.runs:
        return None
    reasons, more = [], False
    for threshold in thresholds:
        values = sample.values.get(threshold.name, [])
        for end in ends_of(threshold.side) if values else ():
            bound = threshold.low if end == "low" else threshold.high
            assert bound is not None
            try:
                without = sample.runs - len(values)
                return threshold.name, caught(solution, values, end, bound, without=without)
            except MoreRuns:
                more = True
            except Refusal as refusal:
                reasons.append(f"`{threshold.name}` of {refusal}; {_passing(threshold)}")
    if more:
        raise MoreRuns
    raise Refusal(
        f"{check}: {', '.join(reasons) or f'wrong/{solution}.py passes'}: the distributions "
        "overlap; measure over more examples, or something that tells them apart"
    )


def _passing(threshold: Threshold) -> str:
    ends = [f"{end:.4g}" for end in (threshold.low, threshold.high) if end is not None]
    honest = f"the reference has {threshold.mean:.4g} ± {threshold.sd:.2g}"
    return f"{honest} and passes {threshold.side.replace('_', ' ')} {' and '.join(ends)}"
