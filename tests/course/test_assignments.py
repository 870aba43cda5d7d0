"""Every assignment: right solutions get everything, a mistake costs its own exercise alone."""

import pytest

from grader.records import Outcome
from tests.course.common import (
    CASES,
    COURSE,
    NEVER_RIGHT,
    SLUGS,
    caught_by,
    judged,
    judged_here,
    judged_publicly,
    right_files,
    solution_names,
    wrong_files,
)

pytestmark = pytest.mark.timeout(3600)  # the first test of an assignment judges all its solutions

STYLES = 3  # independent right solutions that an assignment needs at least


def cases(prefix):
    """(slug, solution) for every known solution whose name begins so."""
    return [
        pytest.param(a.slug, name, id=f"{a.slug}-{name}")
        for a in COURSE
        for name in solution_names(a)
        if name.startswith(prefix)
    ]


def failed(records):
    """The ids of the checks that did not pass."""
    return {name for name, record in records.items() if record.outcome is not Outcome.PASSED}


def complaints(records):
    """What staff would read of the checks that did not pass."""
    return {name: records[name].staff for name in failed(records)}


@pytest.mark.parametrize(("slug", "seed"), CASES)
def test_reference_gets_full_marks(slug, seed):
    """The reference passes every hidden check."""
    assert complaints(judged(slug)["reference", seed]) == {}


@pytest.mark.parametrize(
    ("slug", "name", "seed"),
    [
        pytest.param(slug, f"right/{path.stem}", seed, id=f"{slug}-right/{path.stem}-{seed}")
        for slug, seed in CASES
        for path in right_files(COURSE.find(slug))
        if judged_here(slug, f"right/{path.stem}")
    ],
)
def test_right_solution_gets_full_marks(slug, name, seed):
    """A right solution in any style gets full marks; so it does from the real command line."""
    assert complaints(judged(slug)[name, seed]) == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_right_solutions_are_at_least_three(slug):
    """Full marks are shown for several styles, not for the reference's alone."""
    assert len(right_files(COURSE.find(slug))) >= STYLES


@pytest.mark.parametrize(("slug", "name"), cases("skeleton/"))
def test_skeleton_earns_nothing(slug, name):
    """Whoever hands in the skeleton as it is gets no point, and no check breaks."""
    records = judged(slug)[name, 0]
    assert {record.outcome for record in records.values()} == {Outcome.FAILED}


@pytest.mark.parametrize(
    ("slug", "path"),
    [pytest.param(a.slug, p, id=f"{a.slug}-{p.stem}") for a in COURSE for p in wrong_files(a)],
)
def test_wrong_solution_is_caught(slug, path):
    """A named mistake fails the checks that it names, and costs no other exercise a point."""
    records = judged(slug)[f"wrong/{path.stem}", 0]
    named = caught_by(path)
    assert set(named) <= failed(records)
    exercises = {records[name].exercise for name in named}
    assert {records[name].exercise for name in failed(records)} == exercises


@pytest.mark.parametrize("slug", SLUGS)
def test_every_exercise_has_wrong_solutions(slug):
    """Each exercise is guarded by at least two named mistakes."""
    assignment = COURSE.find(slug)
    records = judged(slug)["reference", 0]
    guarded = [
        exercise
        for path in wrong_files(assignment)
        for exercise in {records[name].exercise for name in caught_by(path)}
    ]
    assert {e.name: guarded.count(e.name) >= 2 for e in assignment.metadata.exercises} == {
        e.name: True for e in assignment.metadata.exercises
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_every_check_catches_a_wrong_solution(slug):
    """No check is there for nothing: each fails at least one named mistake."""
    found = judged(slug)
    caught = set().union(*(failed(found[key]) for key in found if key[0].startswith("wrong/")))
    assert set(found["reference", 0]) - caught == set()


@pytest.mark.parametrize(("slug", "name"), cases("garbage/"))
def test_garbage_breaks_no_check(slug, name):
    """Whatever a submission returns or raises, a check judges it: it never errs itself."""
    for judge in (judged, judged_publicly):
        records = judge(slug)[name, 0]
        errors = {i: r.staff for i, r in records.items() if r.outcome is Outcome.ERROR}
        assert errors == {}
        if name.removeprefix("garbage/") in NEVER_RIGHT:
            passed = {i for i, r in records.items() if r.outcome is not Outcome.FAILED}
            assert passed == set()


@pytest.mark.parametrize("slug", SLUGS)
def test_points_add_up(slug):
    """The checks of an exercise are worth what `assignment.toml` says."""
    worth = dict.fromkeys((e.name for e in COURSE.find(slug).metadata.exercises), 0.0)
    for record in judged(slug)["reference", 0].values():
        worth[record.exercise] += record.max_points
    assert worth == pytest.approx({e.name: e.points for e in COURSE.find(slug).metadata.exercises})


@pytest.mark.parametrize(("slug", "name"), (*cases("reference"), *cases("right/")))
def test_public_checks_pass(slug, name):
    """What is right passes the checks that students run themselves."""
    assert complaints(judged_publicly(slug)[name, 0]) == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_public_checks_cover_every_exercise(slug):
    """A student can try each exercise before handing in, and the skeleton passes nothing."""
    records = judged_publicly(slug)["skeleton/es", 0]
    wanted = {exercise.name for exercise in COURSE.find(slug).metadata.exercises}
    assert {record.exercise for record in records.values()} == wanted
    assert {record.outcome for record in records.values()} == {Outcome.FAILED}
