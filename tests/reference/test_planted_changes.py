"""The comparison can fail: rules carried out wrongly on purpose are each caught by it."""

from __future__ import annotations

import pytest

from tests.reference.compare import told_differently
from tests.reference.planted import PLANTED
from tests.reference.planting import Change, replay, shortened, truth


@pytest.mark.parametrize("change", PLANTED, ids=lambda change: change.name)
def test_a_rule_carried_out_wrongly_is_caught_and_named_with_its_world(change: Change) -> None:
    found = change.difference()
    assert found is not None, f"nothing differs in world {change.world}"
    when = "" if change.week is None else f" week {change.week},"
    assert found.startswith(f"everything, seed 1, world {change.world}:{when} rule {change.seen},")


def test_the_same_worlds_differ_in_nothing_once_the_change_is_gone() -> None:
    for change in PLANTED[::8]:
        replayed = replay(shortened(change.week), seed=1, world=change.world)
        assert told_differently(truth(change.world, change.week), replayed) is None


def test_at_least_twenty_different_functions_are_changed() -> None:
    assert len({change.where for change in PLANTED}) >= 20
    assert len({change.name for change in PLANTED}) == len(PLANTED)
