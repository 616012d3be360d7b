"""From text to values: attribute names, defaults, annotations, immutability."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

import pytest
from pydantic import ValidationError

from simulator.scenario import Provenance, Scenario, scenario_from_text
from simulator.scenario.distributions import LogNormal, Uniform, WordChoice


@pytest.fixture
def scenario(full: str) -> Scenario:
    return scenario_from_text(full, name="full")


def test_plain_numbers_stay_plain_and_distributions_become_objects(scenario: Scenario) -> None:
    classes = scenario.prisoners.classes
    assert classes["foreign"].held == 35
    assert classes["others"].held == Uniform(1000.0, 1200.0)
    assert classes["others"].hold_value_usd_m == LogNormal(0.4, 0.3)


def test_names_keep_the_order_of_the_file(scenario: Scenario) -> None:
    assert list(scenario.senders) == ["washington", "brussels"]
    assert list(scenario.senders["washington"].rungs) == ["contact", "potash", "banks"]


def test_an_order_by_choice_lists_its_orders(scenario: Scenario) -> None:
    order = scenario.senders["washington"].order
    assert isinstance(order, WordChoice)
    assert order.labels == ("early", "late")
    assert order.options == (("contact", "potash", "banks"), ("contact", "banks"))


def test_without_an_order_the_rungs_come_as_listed(scenario: Scenario) -> None:
    assert scenario.senders["brussels"].order == ("transit",)


def test_an_empty_order_offers_nothing(full: str) -> None:
    silent = full.replace("    label: Brussels\n", "    label: Brussels\n    order: []\n")
    assert scenario_from_text(silent).senders["brussels"].order == ()


def test_a_patron_s_policies_are_tuples(scenario: Scenario, tiny: str) -> None:
    assert scenario.patron is not None
    policy = scenario.patron.policy
    assert isinstance(policy, WordChoice)
    assert policy.options == (("indifferent",), ("punish", "veto"))
    listed = scenario_from_text(tiny + "patron: {policy: [punish, veto]}\n")
    assert listed.patron is not None
    assert listed.patron.policy == ("punish", "veto")


def test_gestures_free_the_last_class_unless_told_otherwise(scenario: Scenario) -> None:
    assert scenario.prisoners.gesture_class == "others"


def test_names_serve_as_labels(scenario: Scenario) -> None:
    washington = scenario.senders["washington"]
    assert washington.label == "Washington"
    assert [rung.label for rung in washington.rungs.values()] == ["Contact", "Potash", "Banks"]


def test_an_event_knows_its_action_and_week(scenario: Scenario) -> None:
    shock = scenario.timeline["shock"]
    assert shock.action == "long_run_price"
    assert scenario.week_of(shock) == (dt.date(2025, 6, 1) - dt.date(2025, 1, 26)).days // 7
    assert scenario.week_of(scenario.timeline["pause"]) == 32


def test_a_change_of_behaviour_holds_only_what_is_given(scenario: Scenario) -> None:
    impatient = scenario.timeline["impatient"].behaviour
    government = scenario.timeline["election"].government
    assert impatient is not None
    assert government is not None
    assert impatient.given() == {"rounds": 3}
    assert government.behaviour.given() == {"opening": 5.0}


def test_an_event_keeps_its_note(scenario: Scenario) -> None:
    assert scenario.timeline["crackdown"].note == "before an election"


def test_the_name_is_the_file_s_unless_given(tiny: str) -> None:
    assert scenario_from_text(tiny, name="my case.yaml").name == "my-case"
    assert scenario_from_text(f"name: other\n{tiny}", name="my.yaml").name == "other"


def test_a_scenario_cannot_be_changed(scenario: Scenario) -> None:
    with pytest.raises(ValidationError):
        scenario.prisoners.calm = 1.0
    with pytest.raises(TypeError):
        scenario.senders["x"] = scenario.senders["brussels"]  # type: ignore[index]


def test_a_scenario_survives_pickling_and_copying(scenario: Scenario) -> None:
    for twin in (pickle.loads(pickle.dumps(scenario)), copy.deepcopy(scenario)):
        assert twin == scenario
        assert twin.sha256 == scenario.sha256
        assert twin.resolved_yaml() == scenario.resolved_yaml()


def test_the_fingerprint_ignores_comments_and_evidence_but_no_value(full: str) -> None:
    plain = scenario_from_text(full, name="x").sha256
    remarked = full.replace("assumption: made up", "note: changed")
    assert scenario_from_text(f"# more\n{remarked}", name="x").sha256 == plain
    assert scenario_from_text(full.replace("held: 35", "held: 36"), name="x").sha256 != plain


def test_the_order_of_classes_is_part_of_the_scenario(tiny: str) -> None:
    a, b = ("{held: 1, arrest_share: 0.5, hold_value_usd_m: 1}",) * 2
    head = "start: 2025-01-26\nprisoners:\n  gesture_class: a\n  classes:\n"
    one = scenario_from_text(f"{head}    a: {a}\n    b: {b}\n")
    other = scenario_from_text(f"{head}    b: {b}\n    a: {a}\n")
    assert one != other
    assert one.sha256 != other.sha256


@pytest.mark.parametrize(
    ("path", "basis"),
    [
        ("prisoners.classes.foreign.held", Provenance(assumption="made up")),
        ("prisoners.classes.others.held", Provenance((), "made up", "counted by hand")),
        ("prisoners.arrests_per_week", Provenance()),
        ("timeline.crackdown.week", Provenance(note="before an election")),
        ("target.concession", Provenance()),
    ],
)
def test_a_number_rests_on_its_nearest_annotation(
    scenario: Scenario, path: str, basis: Provenance
) -> None:
    assert scenario.provenance[path] == basis


def test_unsupported_numbers_are_listed_without_the_settings_of_the_run(
    scenario: Scenario,
) -> None:
    bare = scenario.unsupported_numbers()
    assert "prisoners.arrests_per_week" in bare
    assert "prisoners.classes.foreign.held" not in bare
    assert not {"worlds", "horizon_weeks"} & set(bare)


def test_the_largest_seed_is_accepted(tiny: str) -> None:
    assert scenario_from_text(f"seed: {2**63 - 1}\n{tiny}").seed == 2**63 - 1


def test_anchors_are_allowed(tiny: str) -> None:
    text = tiny + "  calm: &share 0.25\n  gesture_chance_per_week: *share\n"
    assert scenario_from_text(text).prisoners.gesture_chance_per_week == 0.25
