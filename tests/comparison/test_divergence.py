"""Why two scenarios differ: which worlds part, when first, and on which event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from simulator import compare, load_scenario, simulate
from simulator.engine.replay import replay
from simulator.errors import RequestError
from simulator.report.comparison.comparison import Comparison

WORLDS = 300
SLIPS = "minimal?target.slip=0.3"
REFILLS = "minimal?prisoners.restock=40"


@cache
def compared(*sides: str) -> Comparison:
    return compare(*sides, worlds=WORLDS, seed=1)


def seen(scenario: str, changes: Sequence[str], world: int) -> list[tuple[object, ...]]:
    """A world told again, as far as it can be seen from outside."""
    told = replay(load_scenario(scenario, overrides=changes), seed=1, world=world)
    names = ("rung", "asked", "offered", "agreed", "people", "walked_out", "policy")
    return [
        (event.week, event.actor, event.kind, *(event.numbers.get(name) for name in names))
        for event in told.events
    ]


def test_a_scenario_never_parts_from_itself() -> None:
    found = compared("minimal", "minimal")
    assert found.divergence["week"].isna().all()
    assert "what is done is the same" in " ".join(found.summary_text().split())
    assert found.first_differences["kind"].tolist() == ["never"]


def test_worlds_part_where_their_stories_told_alone_first_differ() -> None:
    """The second way: both worlds replayed alone and laid side by side."""
    parted = compared("minimal", SLIPS).divergence.set_index("world")
    assert 0 < parted["week"].notna().sum() < WORLDS
    for world in range(0, WORLDS, 30):
        one, two = (seen("minimal", changes, world) for changes in ([], ["target.slip=0.3"]))
        pairs = zip(one, two, strict=False)
        apart = next((pair for pair in pairs if pair[0] != pair[1]), None)
        if apart is None:
            assert pd.isna(parted.loc[world, "week"])
        else:
            assert parted.loc[world, "week"] == min(event[0] for event in apart)


def test_a_promise_that_slips_is_what_parts_the_worlds() -> None:
    found = compared("minimal", SLIPS)
    kinds = found.first_differences.set_index("kind")["worlds"]
    assert set(kinds.index) == {"release", "never"}
    assert kinds.sum() == WORLDS
    row = found.divergence.dropna(subset=["week"]).iloc[0]
    assert "releases" in row["base_event"]
    assert "does not deliver" in row["other_event"]


def test_worlds_in_which_only_arrests_differ_part_on_arrests() -> None:
    kinds = compared("minimal", REFILLS).first_differences["kind"].tolist()
    assert kinds[0] == "arrests"


def test_the_sentences_say_when_on_what_and_give_an_example() -> None:
    said = " ".join(compared("minimal", SLIPS).summary_text().split())
    assert "nothing that is done differs to the end" in said
    assert "What differs first, of the worlds that part: a release in 100%." in said
    assert "for instance, is the same until" in said


def test_a_world_is_told_side_by_side_from_where_it_parts() -> None:
    found = compared("minimal", SLIPS)
    world = int(found.divergence.dropna(subset=["week"])["world"].iloc[0])
    told = found.side_by_side(world)
    assert told["week"].iloc[0] == found.divergence["week"].iloc[world]
    assert list(told.columns[2:]) == ["minimal", "slip=0.3"]
    with pytest.raises(RequestError, match="worlds 0 to 299"):
        found.side_by_side(WORLDS)


def test_the_folder_holds_the_table_and_the_page_the_section(tmp_path: Path) -> None:
    compared("minimal", SLIPS).save(tmp_path / "c")
    table = pd.read_csv(tmp_path / "c" / "divergence.csv")
    assert len(table) == WORLDS
    page = (tmp_path / "c" / "report.html").read_text("utf-8")
    assert "Where worlds part" in page


def test_runs_that_do_not_share_their_luck_are_not_followed() -> None:
    one, two = (simulate(load_scenario("minimal"), worlds=20, seed=seed) for seed in (1, 2))
    assert compare(one, two).divergences == ()
