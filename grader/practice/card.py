"""What `grader.check()` gives: a small card in a notebook, the same as text in a terminal."""

from __future__ import annotations

from markupsafe import Markup, escape

from grader.practice.events import Found
from grader.practice.results import Results
from grader.practice.text import BLANK, COUNT, EXAMPLES, HINT, PRINTED, plain, visible
from grader.records import Outcome, Place

# Colours that hold on a light page and on a dark one; all else is the notebook's own.
GREEN, RED, GREY = "#1a9850", "#d9480f", "#868e96"
CARD = Markup(
    '<div style="border:1px solid {c};border-left:5px solid {c};border-radius:6px;'
    'padding:.6em .9em;max-width:52em;line-height:1.45" role="status"><strong>{head}</strong>'
    "{body}</div>"
)
ROW = Markup('<div style="margin-top:.45em"><span style="color:{c}">{sign}</span> {text}</div>')
LINE = Markup('<div style="margin-left:1.5em">{}</div>')
PRE = Markup(
    '<pre style="margin:.2em 0 .2em 1.5em;white-space:pre-wrap;background:none;color:inherit;'
    'font-size:.92em">{}</pre>'
)


class Card:
    """The results of a check; a notebook asks it for HTML, a terminal for text."""

    def __init__(self, results: Results) -> None:
        self._results = results

    @property
    def right(self) -> bool:
        """Whether all that was asked for is right."""
        return self._results.right

    def __repr__(self) -> str:
        return plain(self._results)

    def _repr_html_(self) -> str:
        results = self._results
        faults = (self._fault(fault.message.text, fault.message.args) for fault in results.faults)
        rows = [*faults, *map(self._exercise, results.found)]
        if results.right:
            rows.append(LINE.format(results.say(EXAMPLES)))
        colour = GREEN if results.right else RED
        head = inline(results.verdict())
        return str(CARD.format(c=colour, head=head, body=Markup("").join(rows)))

    def _fault(self, text: str, args: dict[str, str]) -> Markup:
        return ROW.format(c=RED, sign="!", text=inline(self._results.say(text, **args)))

    def _exercise(self, name: str) -> Markup:
        results, found = self._results, self._results.found[name]
        right = sum(f.record.outcome is Outcome.PASSED for f in found)
        blank = results.blank(name)
        colour = GREEN if results.passed(name) else GREY if blank else RED
        sign = "✓" if results.passed(name) else "–" if blank else "✗"
        count = results.say(BLANK if blank else COUNT, right=right, all=len(found))
        text = Markup("<code>{}</code> {} · {}").format(name, results.titles[name], count)
        wrong = [] if blank else [f for f in found if f.record.outcome is not Outcome.PASSED]
        row = ROW.format(c=colour, sign=sign, text=text)
        return row + Markup("").join(map(self._check, wrong))

    def _check(self, found: Found) -> Markup:
        results, record = self._results, found.record
        sentence, hint = results.sentence(found)
        parts = [LINE.format(Markup("<strong>✗</strong> ") + inline(sentence))]
        parts += [LINE.format(inline(results.say(m.text, **m.args))) for m in record.messages]
        parts += [LINE.format(self._place(record.where))] if record.where else []
        parts += [PRE.format(results.detail(found))] if found.detail else []
        if found.printed.strip():
            parts.append(LINE.format(results.say(PRINTED)) + PRE.format(visible(found.printed)))
        parts += [LINE.format(inline(results.say(HINT, hint=hint)))] if hint else []
        return Markup("").join(parts)

    def _place(self, where: Place) -> Markup:
        return Markup("<strong>{}</strong>").format(self._results.place(where))


class Note:
    """A sentence in place of results: there is nothing to check, and why."""

    right = False

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def __repr__(self) -> str:
        return self._sentence

    def _repr_html_(self) -> str:
        if not self._sentence:
            return ""
        return str(CARD.format(c=GREY, head=inline(self._sentence), body=""))


def inline(text: str) -> Markup:
    """A sentence with its `backticks` as code, escaped."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:
        return escape("`".join(parts))
    code = Markup("<code>{}</code>")
    return Markup("").join(
        code.format(part) if index % 2 else escape(part) for index, part in enumerate(parts)
    )
