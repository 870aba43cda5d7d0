"""A picture of a threshold: the measured distributions, one above the other, as a lone SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grader.calibration.samples import REFERENCE, Samples
from grader.checks.thresholds import Threshold

WIDTH, LEFT, RIGHT, TOP, ROW, TALL = 860, 250, 830, 92, 52, 36.0
BINS = 60
FAR = 3.0  # a wrong solution's runs are drawn up to so many widths of the reference's away
SUMMARY = (
    "The tinted part fails. A line leads from the mean to where all but 1 in 100 runs stop, "
    "the reference's 1 in 10,000."
)
RIGHT_COLOUR, WRONG_COLOUR = "#1f6f4a", "#a8371f"


@dataclass(frozen=True)
class Axis:
    """Values to pixels, linear from `low` at LEFT to `high` at RIGHT."""

    low: float
    high: float

    def x(self, value: float) -> float:
        """The pixel of a value, at the edge where it lies beyond."""
        share = (value - self.low) / (self.high - self.low)
        return round(LEFT + (RIGHT - LEFT) * min(1.0, max(0.0, share)), 1)

    def ticks(self) -> Iterator[dict[str, object]]:
        """Five or so round numbers."""
        rough = (self.high - self.low) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
        for number in range(math.ceil(self.low / step), math.floor(self.high / step) + 1):
            yield {"x": self.x(number * step), "label": f"{number * step:.6g}"}


@dataclass(frozen=True)
class Row:
    """One solution: its histogram, its figures, and how far its tolerance bound reaches."""

    name: str
    figures: str
    colour: str
    base: int
    bars: tuple[dict[str, float], ...]
    whisker: dict[str, float] | None = None
    beyond: dict[str, object] | None = None


@dataclass(frozen=True)
class Plot:
    """What the template draws."""

    title: str
    summary: str
    rows: tuple[Row, ...]
    ticks: tuple[dict[str, object], ...]
    thresholds: tuple[dict[str, object], ...]
    failing: tuple[dict[str, float], ...]
    bottom: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    height: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "height", self.bottom + 34)


def draw(samples: Samples, threshold: Threshold) -> str:
    """The SVG of one threshold: no script, no style sheet, nothing to fetch."""
    shown = [(REFERENCE, samples.by_solution[REFERENCE].values[threshold.name])]
    for name, sample in samples.by_solution.items():
        values = sample.values.get(threshold.name)
        if values and name != REFERENCE:
            shown.append((name, values))
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    return environment.get_template("plot.svg").render(plot=_plot(shown, threshold))


def _plot(shown: Sequence[tuple[str, list[float]]], threshold: Threshold) -> Plot:
    ends = [end for end in (threshold.low, threshold.high) if end is not None]
    axis = _axis(shown, ends)
    lines = tuple({"x": axis.x(end), "label": f"{end:.5g}"} for end in ends)
    failing = []
    if threshold.low is not None:
        failing.append({"x": LEFT, "width": round(axis.x(threshold.low) - LEFT, 1)})
    if threshold.high is not None:
        x = axis.x(threshold.high)
        failing.append({"x": x, "width": round(RIGHT - x, 1)})
    rows = [_row(name, values, axis, i, threshold) for i, (name, values) in enumerate(shown)]
    side = threshold.side.replace("_", " ")
    wanted = " and ".join(f"{end:.5g}" for end in ends)
    return Plot(
        title=f"{threshold.check}: {threshold.name} {side} {wanted}",
        summary=SUMMARY,
        rows=tuple(rows),
        ticks=tuple(axis.ticks()),
        thresholds=lines,
        failing=tuple(failing),
        bottom=TOP + ROW * len(rows) + 8,
    )


def _axis(shown: Sequence[tuple[str, list[float]]], ends: list[float]) -> Axis:
    """From all that matters to what is not too far away, and a little more."""
    core = [*shown[0][1], *ends]
    width = max(core) - min(core)
    near = min(core) - FAR * width, max(core) + FAR * width
    every = core + [min(max(v, near[0]), near[1]) for _, values in shown for v in values]
    low, high = min(every), max(every)
    margin = (high - low) * 0.04
    return Axis(low - margin, high + margin)


def _row(name: str, values: list[float], axis: Axis, index: int, threshold: Threshold) -> Row:
    own = name == REFERENCE
    caught = next((one for one in threshold.wrong if one.solution == name), None)
    mean = sum(values) / len(values)
    sd = (sum((v - mean) ** 2 for v in values) / max(1, len(values) - 1)) ** 0.5
    whisker = {"start": axis.x(mean), "end": axis.x(caught.reach)} if caught else None
    if own and threshold.side != "between":
        bound = threshold.low if threshold.low is not None else threshold.high
        assert bound is not None
        whisker = {"start": axis.x(mean), "end": axis.x(bound)}
    return Row(
        name=name if own else f"wrong/{name}",
        figures=f"{mean:.4g} ± {sd:.2g}, n = {len(values)}",
        colour=RIGHT_COLOUR if own else WRONG_COLOUR,
        base=TOP + ROW * (index + 1) - 12,
        bars=_bars(values, axis),
        whisker=whisker,
        beyond=_beyond(values, axis),
    )


def _bars(values: list[float], axis: Axis) -> tuple[dict[str, float], ...]:
    width = (RIGHT - LEFT) / BINS
    counts = [0] * BINS
    for value in values:
        if axis.low <= value <= axis.high:
            counts[min(BINS - 1, int((axis.x(value) - LEFT) / width))] += 1
    tallest = max(counts) or 1
    return tuple(
        {
            "x": round(LEFT + i * width, 1),
            "width": round(width - 0.6, 1),
            "height": round(TALL * count / tallest, 1),
        }
        for i, count in enumerate(counts)
        if count
    )


def _beyond(values: list[float], axis: Axis) -> dict[str, object] | None:
    below = [value for value in values if value < axis.low]
    above = [value for value in values if value > axis.high]
    if below:
        label = f"◀ {len(below)} runs, down to {min(below):.4g}"
        return {"x": LEFT + 4, "anchor": "start", "label": label}
    if above:
        label = f"{len(above)} runs, up to {max(above):.4g} ▶"
        return {"x": RIGHT - 4, "anchor": "end", "label": label}
    return None
