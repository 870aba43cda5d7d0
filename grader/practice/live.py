"""`grader.check("zeros")`: public checks on the names of a notebook or a session, as they are now.

Nothing is raised into the notebook, whatever fails; only the student's own Ctrl-C gets through.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.course import Assignment, Course
from grader.faults import UsageFault
from grader.messages import LANGUAGES, Message, mark
from grader.practice.card import Card, Note
from grader.practice.finding import assignment_near, language

NOWHERE = mark(
    "No assignment was found in {folder} or above: keep the notebook in the folder that you were "
    "given, or say grader.check(course='FOLDER')."
)
UNKNOWN = mark("There is no exercise `{name}`; there are: {names}.")
SEVERAL = mark("Name the assignment: grader.check(assignment='NAME'); there are: {names}.")
LANGUAGE = mark("There is no language {lang}; there are: {names}.")
OURS = mark("The grader failed here, not your code: {why}")


def check(
    namespace: dict[str, Any],
    exercise: str | None,
    *,
    assignment: str | None = None,
    course: str | None = None,
    lang: str | None = None,
) -> Card | Note:
    """See `grader.check`; `namespace` are the names to judge."""
    if os.environ.get("GRADER_CHECKING"):
        return Note("")  # `grader check` runs these cells, and checks them itself
    said = lang if lang in LANGUAGES else "es"
    try:
        found = _assignment(exercise, assignment, course)
        said = lang or language(found)
        if said not in LANGUAGES:
            return Note(_say(LANGUAGE, "en", lang=said, names=", ".join(LANGUAGES)))
        names = [e.name for e in found.metadata.exercises]
        if exercise is not None and exercise not in names:
            return Note(_say(UNKNOWN, said, name=exercise, names=", ".join(names)))
        return _card(found, namespace, exercise or "", said)
    except _Unclear as why:
        return Note(why.args[0].in_language(said))
    except UsageFault as fault:
        return Note(str(fault))
    except Exception as error:  # ours; the notebook goes on
        return Note(_say(OURS, said, why=f"{type(error).__name__}: {error}"))


class _Unclear(Exception):
    """It cannot be told which assignment is meant."""


def _say(text: str, said: str, /, **values: str) -> str:
    return Message(text, values).in_language(said)


def _assignment(exercise: str | None, name: str | None, course: str | None) -> Assignment:
    here = Path.cwd()
    near = assignment_near(here) if course is None else None
    if near is not None and name in (None, near.name, near.slug):
        return near
    root = Path(course) if course else next(_roots(here), None)
    if root is None:
        raise _Unclear(Message(NOWHERE, {"folder": str(here)}))
    known = Course(root)
    if name is not None:
        return known.find(name)
    fits = [a for a in known if exercise in [None, *(e.name for e in a.metadata.exercises)]]
    if len(fits) != 1:
        names = ", ".join(a.name for a in fits or known)
        raise _Unclear(Message(SEVERAL, {"names": names}))
    return fits[0]


def _roots(here: Path) -> Iterator[Path]:
    return (f for f in (here, *here.parents) if any(f.glob("assignments/*/assignment.toml")))


def _card(found: Assignment, namespace: dict[str, Any], exercise: str, lang: str) -> Card:
    from grader.practice.asking import Asked
    from grader.practice.results import Results
    from grader.practice.running import run

    results = Results(found, lang)
    asked = Asked(namespace, _files(namespace), _source(namespace), found.metadata.limits.call_s)
    with _untouched():
        run(found, asked, results.add, exercise=exercise)
    return Card(results)


def _files(namespace: dict[str, Any]) -> Mapping[str, int | None]:
    """The student's own files: a notebook's cells, or the module that asked."""
    shell = _shell(namespace)
    if shell is None:
        return {str(namespace.get("__file__", "<stdin>")): None}
    from grader.practice.forms import ShellFiles

    return ShellFiles(shell)


def _source(namespace: dict[str, Any]) -> str:
    return "\n".join(map(str, namespace.get("In", ())))


def _shell(namespace: dict[str, Any]) -> Any:
    """The running IPython, where the names are its own."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if shell is not None and shell.user_ns is namespace else None


@contextmanager
def _untouched() -> Iterator[None]:
    """The session's random state, threads and folder are as they were, afterwards."""
    import numpy as np
    import torch

    python, numpy, state = random.getstate(), np.random.get_state(), torch.get_rng_state()
    grad, folder = torch.is_grad_enabled(), os.getcwd()
    try:
        yield
    finally:
        random.setstate(python)
        np.random.set_state(numpy)
        torch.set_rng_state(state)
        torch.set_grad_enabled(grad)
        os.chdir(folder)
