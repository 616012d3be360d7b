"""``--set path=value``: the same language and the same checks as in a file."""

from __future__ import annotations

import datetime as dt

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import scenario_from_text, with_overrides
from simulator.scenario.distributions import Uniform


def _refused(text: str, *overrides: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        scenario_from_text(text, name="my.yaml", overrides=overrides)
    return str(caught.value).splitlines()


def test_a_number_a_word_a_date_and_a_distribution_can_be_set(full: str) -> None:
    changed = scenario_from_text(
        full,
        overrides=[
            "target.slip=0.25",
            "target.concession=conceder",
            "start=2024-12-01",
            "prisoners.restock={uniform: [1, 2]}",
            "senders.brussels.order=[]",
        ],
    )
    assert (changed.target.slip, changed.target.concession) == (0.25, "conceder")
    assert changed.start == dt.date(2024, 12, 1)
    assert changed.prisoners.restock == Uniform(1.0, 2.0)
    assert changed.senders["brussels"].order == ()


def test_the_last_of_several_wins(tiny: str) -> None:
    assert scenario_from_text(tiny, overrides=["worlds=5", "worlds=6"]).worlds == 6


def test_null_deletes(full: str) -> None:
    assert "less" not in scenario_from_text(full, overrides=["timeline.less=null"]).timeline


def test_a_set_value_rests_on_nothing_unless_it_says_so(full: str) -> None:
    bare = scenario_from_text(full, overrides=["prisoners.calm=0.5"])
    assert "prisoners.calm" in bare.unsupported_numbers()
    owned = scenario_from_text(full, overrides=["prisoners.calm={value: 0.5, assumption: guess}"])
    assert owned.provenance["prisoners.calm"].assumption == "guess"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("prisoners.calm=2", "prisoners.calm: is 2; expected a number between 0 and 1"),
        ("prisoners.clam=1", 'prisoners.clam: unknown key "clam"; did you mean "calm"?'),
        ("prisoners.calm={uniform: [0, 2]}", "prisoners.calm: goes up to 2; "
         "expected a number between 0 and 1"),
        ("prisoners.calm", "cannot be understood; "
         "expected path=value, such as prisoners.restock=2 (null deletes)"),
        ("=3", "cannot be understood; "
         "expected path=value, such as prisoners.restock=2 (null deletes)"),
        ("a..b=3", "cannot be understood; "
         "expected path=value, such as prisoners.restock=2 (null deletes)"),
        ("worlds=", "cannot be understood; "
         "expected path=value, such as prisoners.restock=2 (null deletes)"),
        ("title=a: b", "title: has a colon where no key can stand; put text with colons or "
         "brackets in quotes"),
        ("title=!!python/name:os.system x", 'title: has the YAML tag '
         '"tag:yaml.org,2002:python/name:os.system"; expected a value without a tag'),
    ],
)  # fmt: skip
def test_a_bad_one_is_named_in_full(tiny: str, override: str, said: str) -> None:
    assert _refused(tiny, override) == [f"--set {override}: {said}"]


def test_a_mistake_it_causes_elsewhere_is_said_where_it_shows(full: str) -> None:
    (line,) = _refused(full, "prisoners.classes.foreign.arrest_share=0.5")
    assert line.startswith("--set prisoners.classes.foreign.arrest_share=0.5: prisoners.classes: ")


def test_a_loaded_scenario_can_be_varied(full: str) -> None:
    base = scenario_from_text(full, name="full")
    varied = with_overrides(base, ["target.slip=0.5"])
    assert varied.target.slip == 0.5
    assert varied.name == base.name
    assert with_overrides(varied, ["target.slip=0"]) == base
