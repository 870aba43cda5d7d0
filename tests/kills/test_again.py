"""Processes of ours are killed at random instants, and the gradebook is what it would have been."""

import pytest

from tests.kills.again import ROLES, disturbed, undisturbed

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
TIMES = 1  # for each role; `make kills` does 200 in all


def test_a_class_whose_graders_are_killed_is_graded_as_if_undisturbed() -> None:
    """Nothing twice, nothing lost, nobody charged, and no process left, whoever was killed."""
    seconds, expected = undisturbed()
    rounds = [disturbed(number, seconds, expected) for number in range(TIMES * len(ROLES))]
    assert [round for round in rounds if round[2]] == []
