"""Mistakes between the parts of a scenario: unknown keys, names that do not exist, sums."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Complaints = Callable[[str], list[str]]

W = "senders.washington"
ACTIONS = (
    "one of: repression, long_run_price, subsidy, route_capacity, instrument_cost, freeze, "
    "behaviour, government"
)

CASES = [
    # (what stands in full.yaml, what replaces it, the line that is said, after "my.yaml:")
    ("prisoners:\n", "prisonners:\n", [
        '7:1: prisonners: unknown key "prisonners"; did you mean "prisoners"?',
    ]),
    ("capacity_mt_per_year: 13", "capacity_t_per_year: 13", [
        '25:3: commodity.capacity_t_per_year: unknown key "capacity_t_per_year"; expected one of: '
        "name, price_usd_per_t, long_run_price_usd_per_t, volatility_per_month, half_life_weeks, "
        "capacity_mt_per_year, realisation, discount, cash_cost_usd_per_t, "
        'own_price_effect_per_mt, routes; did you mean "capacity_mt_per_year"?',
    ]),
    ("horizon_weeks: 52", "rounds: 52", [
        '4:1: rounds: unknown key "rounds"; it belongs under senders.NAME.behaviour',
    ]),
    ("price_usd_per_t: 340\n", "name: x\n", [
        "19:1: commodity.price_usd_per_t: is missing; expected a number above 0",
        "21:3: commodity.name: comes twice; expected each key once",
    ]),
    ("arrest_share: 0.95", "arrest_share: 0.9", [
        "9:3: prisoners.classes: the classes' arrest_share sum to 0.95; expected shares that sum "
        "to 1",
    ]),
    ("relief: {visit: 1}", "relief: {vist: 1}", [
        f'40:26: {W}.rungs.contact.relief.vist: unknown instrument "vist"; expected one of: visit, '
        'potash, banks; did you mean "visit"?',
    ]),
    ("relief: {visit: 1}", "relief: {transit: 1}", [
        f'40:26: {W}.rungs.contact.relief.transit: "transit" is an instrument of brussels; '
        "expected an instrument of washington (visit, potash, banks)",
    ]),
    ("relief: {visit: 1}", "relief: {visit: 2}", [
        f"40:33: {W}.rungs.contact.relief.visit: is 2; expected a number between 0 and 1",
    ]),
    ("relief: {visit: 1}, ", "", [
        f"40:7: {W}.rungs.contact: offers nothing in return; expected relief of some instrument, "
        "or distancing",
    ]),
    ("mix: {foreign: 0.2, others: 0.8}", "mix: {foreign: 0.2, others: 0.7}", [
        f"40:37: {W}.rungs.contact.mix: the shares sum to 0.9; expected shares that sum to 1",
    ]),
    ("mix: {foreign: 0.2, others: 0.8}", "mix: {foriegn: 0.2, others: 0.8}", [
        f'40:43: {W}.rungs.contact.mix.foriegn: unknown class "foriegn"; expected one of: foreign, '
        'others; did you mean "foreign"?',
    ]),
    ("mix: {foreign: 0.2, others: 0.8}", "mix: {others: {choice: {0: 0.5, 1: 0.5}}}", [
        f"40:37: {W}.rungs.contact.mix: the shares can all be 0 at once; expected at least one "
        "above 0",
    ]),
    (", mix: {foreign: 0.2, others: 0.8}", "", [
        f"40:7: {W}.rungs.contact.mix: is missing; expected a mapping",
    ]),
    ("ask: 50", "ask: 0", [
        f"41:86: {W}.rungs.potash.ask: is 0; expected a whole number of at least 1",
    ]),
    ("prisoner_values: {foreign: 10, others: 1}", "prisoner_values: {foreign: 10}", [
        f"38:5: {W}.prisoner_values.others: is missing; expected a value for every class of "
        "prisoners",
    ]),
    ("prisoner_values: {foreign: 10, others: 1}", "prisoner_values: {foreign: 10, other: 1}", [
        f"38:5: {W}.prisoner_values.others: is missing; expected a value for every class of "
        "prisoners",
        f'38:36: {W}.prisoner_values.other: unknown class "other"; expected one of: foreign, '
        'others; did you mean "others"?',
    ]),
    ("late: [contact, banks]", "late: [contact, bank]", [
        f'45:61: {W}.order.of.late: unknown rung "bank"; expected one of: contact, potash, banks; '
        'did you mean "banks"?',
    ]),
    ("late: [contact, banks]", "late: [contact, contact]", [
        f'45:61: {W}.order.of.late: names "contact" twice; expected each rung once',
    ]),
    ("choice: {early: 0.5, late: 0.5}", "choice: {early: 0.5, lat: 0.5}", [
        f'44:33: {W}.order.choice.lat: chooses "lat", which is not under of; expected one of: '
        'early, late; did you mean "late"?',
    ]),
    ("choice: {early: 0.5, late: 0.5}", "choice: {early: 1}", [
        f'45:51: {W}.order.of.late: lists "late", which choice does not name; expected one of: '
        "early",
    ]),
    ("cost: 4, value_usd_m_per_week: 0.35", "cost: 4", [
        f"35:7: {W}.instruments.visit.value_usd_m_per_week: is missing; expected a number with "
        "kind flow",
    ]),
    ("cost: 4, value_usd_m_per_week: 0.35", "cost: 4, value_usd_m_per_week: 1, share: 1", [
        f"35:61: {W}.instruments.visit.share: does not belong to kind flow; expected share only "
        "with kind finance",
    ]),
    ("kind: flow, ", "kind: flaw, ", [
        f'35:21: {W}.instruments.visit.kind: is the text "flaw"; expected one of: flow, '
        'commodity_discount, commodity_route, finance; did you mean "flow"?',
    ]),
    ("      transit: {kind: commodity_route, cost: 300}", "      banks: {kind: flow, cost: 1, "
     "value_usd_m_per_week: 1}", [
        '27:72: commodity.routes.port.keys: unknown instrument "transit"; expected '
        "commodity_route instruments (there are none)",
        "50:7: senders.brussels.instruments.banks: washington has an instrument of the same name; "
        "expected names that no other sender's instrument has",
        '53:26: senders.brussels.rungs.transit.relief.transit: unknown instrument "transit"; '
        "expected one of: banks",
        '63:52: timeline.dearer.instrument_cost.instrument: unknown instrument "transit"; '
        "expected one of: visit, potash, banks",
    ]),
    ("keys: [transit]", "keys: [potash]", [
        '27:72: commodity.routes.port.keys: "potash" is of kind commodity_discount; expected '
        "commodity_route instruments (transit)",
    ]),
    ("finance: {total_trade_usd_m_per_year: 90000, friction: 0.02}\n", "", [
        f"36:21: {W}.instruments.banks.kind: finance acts on nothing: the scenario has no finance "
        "section; expected a finance section, or another kind",
    ]),
    (", escalate_instrument: potash", "", [
        f"46:58: {W}.behaviour.on_breakdown: escalate needs an instrument to tighten; expected "
        "escalate_instrument beside it (one of: visit, potash, banks)",
    ]),
    ("escalate_instrument: potash", "escalate_instrument: transit", [
        f'46:89: {W}.behaviour.escalate_instrument: washington has no instrument "transit"; '
        "expected one of: visit, potash, banks",
    ]),
    ("behaviour: {opening: 5}", "behaviour: {on_breakdown: escalate}", [
        "66:108: timeline.election.government.behaviour.on_breakdown: escalate needs an instrument "
        "to tighten; expected escalate_instrument beside it (brussels has none that can be "
        "tightened)",
    ]),
    ("grip: 0.3", "grip: {uniform: [1, 10]}", [
        "57:9: patron.grip: grip x reliance.start x reliance.subsidy_pull can reach 1.4: "
        "punishment would raise reliance, which raises punishment, without end; expected a "
        "product below 1",
    ]),
    ("{week: 20, for_weeks", "{week: 20, date: 2025-05-01, for_weeks", [
        "60:3: timeline.crackdown: has both a date and a week; expected either date or week",
    ]),
    ("{week: 20, for_weeks", "{for_weeks", [
        "60:3: timeline.crackdown: has no date; expected either date or week",
    ]),
    ("date: 2025-06-01", "date: 2024-06-01", [
        "61:17: timeline.shock.date: 2024-06-01 is before the start; expected 2025-01-26 or later",
    ]),
    ("repression: {scale: 2}", "subsidy: {scale: 2}, repression: {scale: 2}", [
        "60:3: timeline.crackdown: does 2 things: repression, subsidy; expected one thing an "
        "event; write two events with the same date",
    ]),
    (", repression: {scale: 2}", "", [
        f"60:3: timeline.crackdown: does nothing; expected {ACTIONS}",
    ]),
    ("repression: {scale: 2}", "repression: {scale: 2, set: 2}", [
        "60:51: timeline.crackdown.repression: sets and scales; expected either set or scale",
    ]),
    ("repression: {scale: 2}", "repression: {}", [
        "60:51: timeline.crackdown.repression: changes nothing; expected either set or scale",
    ]),
    ("freeze: {sender: all, weeks: 4}", "freeze: {sender: paris, weeks: 4}", [
        '64:38: timeline.pause.freeze.sender: unknown sender "paris"; expected one of: washington, '
        "brussels, all",
    ]),
    ("{week: 32, freeze", "{week: 32, for_weeks: 3, freeze", [
        "64:32: timeline.pause.for_weeks: is not allowed with freeze; expected no for_weeks here",
    ]),
    ("route: rail", "route: rial", [
        '62:49: timeline.port_shut.route_capacity.route: unknown route "rial"; expected one of: '
        'port, rail; did you mean "rail"?',
    ]),
    ("behaviour: {sender: washington, rounds: 3}", "behaviour: {sender: washington}", [
        "65:36: timeline.impatient.behaviour: changes nothing; expected some field of a behaviour",
    ]),
    ("behaviour: {sender: washington, rounds: 3}", "behaviour: {rounds: 3}", [
        "65:25: timeline.impatient.behaviour.sender: is missing; expected a name",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), CASES)
def test_each_mistake_has_its_line(
    complaints: Complaints, full: str, old: str, new: str, said: list[str]
) -> None:
    assert old in full
    assert complaints(full.replace(old, new, 1)) == [f"my.yaml:{line}" for line in said]


def test_all_mistakes_come_at_once_in_the_order_of_the_file(
    complaints: Complaints, full: str
) -> None:
    text = full
    for old, new in (
        ("held: 35", "held: -1"),
        ("kind: flow,", "kind: flaw,"),
        ("route: rail", "route: x"),
    ):
        text = text.replace(old, new)
    lines = [int(line.split(":")[1]) for line in complaints(text)]
    assert lines == sorted(lines)
    assert len(lines) == 3


def test_gestures_free_a_class_that_exists(complaints: Complaints, tiny: str) -> None:
    assert complaints(tiny + "  gesture_class: sone\n") == [
        'my.yaml:5:18: prisoners.gesture_class: unknown class "sone"; expected one of: some; '
        'did you mean "some"?'
    ]


def test_a_scenario_has_a_class(complaints: Complaints) -> None:
    assert complaints("start: 2025-01-26\nprisoners: {classes: {}}\n") == [
        "my.yaml:2:22: prisoners.classes: names no class; expected at least one class of prisoners"
    ]


def test_events_need_the_section_that_they_change(complaints: Complaints, tiny: str) -> None:
    text = tiny + "timeline: {shock: {week: 1, long_run_price: {set: 3}}}\n"
    assert complaints(text) == [
        "my.yaml:5:29: timeline.shock.long_run_price: changes nothing: the scenario has no "
        "commodity section; expected a commodity section"
    ]


def test_names_may_not_give_two_columns_of_one_name(complaints: Complaints, full: str) -> None:
    (line,) = complaints(full.replace("foreign", "to_brussels"))
    assert "gives a second column released_to_brussels in the results" in line


def test_there_are_not_too_many_classes(complaints: Complaints) -> None:
    many = "\n".join(
        f"    c{n}: {{held: 1, arrest_share: {{uniform: [0, 1]}}, hold_value_usd_m: 1}}"
        for n in range(51)
    )
    lines = complaints(f"start: 2025-01-26\nprisoners:\n  classes:\n{many}\n")
    assert lines == ["my.yaml:3:3: prisoners.classes: has 51 entries; expected at most 50"]


def test_an_unknown_key_is_said_once_and_the_key_it_stands_for_is_not_missed(
    complaints: Complaints, tiny: str
) -> None:
    (line,) = complaints(tiny.replace("arrest_share", "arrests_share"))
    assert 'did you mean "arrest_share"?' in line
