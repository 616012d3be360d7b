"""One mistake, one line: where it is, what is wrong, what was expected."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Complaints = Callable[[str], list[str]]

A_WHOLE = "expected a whole number of at least 0"
A_SHARE = "expected a number between 0 and 1"
ABOVE_0 = "expected a number above 0"
DISTRIBUTIONS = "expected one of: uniform, triangular, normal, lognormal, beta, choice"


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("-35", f"is -35; {A_WHOLE}"),
        ("2.5", f"is 2.5; {A_WHOLE}"),
        (".nan", f"is nan; {A_WHOLE}"),
        (".inf", f"is inf; {A_WHOLE}"),
        ("true", f"is true; {A_WHOLE}"),
        ("[1]", f"is a list; {A_WHOLE}"),
        ("", f"has no value; {A_WHOLE}"),
        ('"12"', f'is the text "12"; {A_WHOLE}; write it without quotes'),
        ("many", f'is the text "many"; {A_WHOLE}'),
        ("20000000", f"is 20000000; {A_WHOLE}, at most 10,000,000"),
        ("1" * 400, f"is absurdly large; {A_WHOLE}"),
    ],
)
def test_a_plain_number(complaints: Complaints, tiny: str, value: str, complaint: str) -> None:
    found = complaints(tiny.replace("held: 10", f"held: {value}"))
    assert found == [f"my.yaml:4:{18 if value else 17}: prisoners.classes.some.held: {complaint}"]


@pytest.mark.parametrize(
    ("value", "inside", "complaint"),
    [
        ("{unifrom: [0, 1]}", ".unifrom", f'unknown distribution "unifrom"; {DISTRIBUTIONS}; '
         'did you mean "uniform"?'),
        ("{uniform: [0.9, 0.1]}", "", "uniform runs from 0.9 down to 0.1; "
         "expected [a, b] with a no greater than b"),
        ("{uniform: [0.1]}", ".uniform", "uniform has 1 numbers; "
         "expected [a, b] with a no greater than b"),
        ("{uniform: 3}", ".uniform", "uniform is 3; expected [a, b] with a no greater than b"),
        ("{uniform: [0, x]}", ".uniform", 'is the text "x"; expected a number'),
        ("{uniform: [0, .nan]}", ".uniform", "is nan; expected a number"),
        ("{uniform: [-0.1, 0.5]}", "", f"goes down to -0.1; {A_SHARE}"),
        ("{uniform: [0.1, 1.5]}", "", f"goes up to 1.5; {A_SHARE}"),
        ("{triangular: [0, 1, 0.5]}", "", "triangular is [0, 1, 0.5]; "
         "expected [least, likeliest, greatest] in rising order"),
        ("{normal: {mean: 0.5, sd: 0.1}}", "", f"has no least value; {A_SHARE}; "
         "give it a min of at least 0"),
        ("{normal: {mean: 0.5, sd: 0.1, min: 0}}", "", f"has no greatest value; {A_SHARE}; "
         "give it a max of at most 1"),
        ("{normal: {mean: 0.5, sd: 0}}", ".normal.sd", "normal has sd 0; "
         "expected a number above 0"),
        ("{normal: {mean: 0.5}}", ".normal", "normal has no sd; expected both mean and sd"),
        ("{normal: {mean: 0.5, sd: 1, max: 0, min: 1}}", ".normal",
         "normal has min 1 and max 0; expected min below max"),
        ("{normal: {mean: 0.5, std: 1}}", ".normal.std", 'normal has an unknown key "std"; '
         'expected one of: mean, sd, min, max; did you mean "sd"?'),
        ("{normal: {mean: 50, sd: 1, min: 0, max: 1}}", "", "normal lies almost wholly outside "
         "its min and max; expected at least a millionth of the curve between min and max"),
        ("{lognormal: {median: 0, sigma: 1}}", ".lognormal.median",
         "lognormal has median 0; expected a number above 0"),
        ("{beta: {a: 0, b: 1}}", ".beta.a", "beta has a 0; "
         "expected a number between 0.01 and 100,000"),
        ("{beta: {a: 1, b: 1, max: 2}}", "", f"goes up to 2; {A_SHARE}; "
         "give it a max of at most 1"),
        ("{choice: {0: 0.5, 1: 0.4}}", ".choice", "weights sum to 0.9; "
         "expected weights that sum to 1"),
        ("{choice: {0: -0.5, 1: 1.5}}", ".choice", "weight is -0.5; expected at least 0"),
        ("{choice: {}}", ".choice", "choice is a mapping; "
         "expected values with weights: {4: 0.5, 8: 0.5}"),
        ("{choice: {low: 1}}", ".choice.low", 'is the text "low"; expected a number'),
        ("{uniform: [0, 1], beta: {a: 1, b: 1}}", "", "names 2 distributions; "
         "expected one distribution"),
        ("{}", "", "names 0 distributions; expected one distribution"),
    ],
)  # fmt: skip
def test_a_distribution(
    complaints: Complaints, tiny: str, value: str, inside: str, complaint: str
) -> None:
    (line,) = complaints(f"{tiny}  calm: {value}\n")
    place, path, said = line.split(": ", 2)
    assert place.startswith("my.yaml:5:")
    assert (path, said) == (f"prisoners.calm{inside}", complaint)


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("0", f"is 0; {ABOVE_0}"),
        ("{normal: {mean: 1, sd: 1, min: 0}}", f"goes down to 0; {ABOVE_0}; give it a min above 0"),
        ("{uniform: [0, 0]}", f"goes down to 0; {ABOVE_0}"),
        ("{choice: {0: 0.5, 1: 0.5}}", f"goes down to 0; {ABOVE_0}"),
        ("{lognormal: {median: 1, sigma: 90}}", f"goes up to 3.30385e+234; {ABOVE_0}; "
         "give it a max of at most 1,000,000,000"),
    ],
)  # fmt: skip
def test_what_must_be_above_zero(
    complaints: Complaints, tiny: str, value: str, complaint: str
) -> None:
    found = complaints(tiny.replace("hold_value_usd_m: 0.4", f"hold_value_usd_m: {value}"))
    assert found == [f"my.yaml:4:57: prisoners.classes.some.hold_value_usd_m: {complaint}"]


@pytest.mark.parametrize(
    "value", ["{uniform: [0, 1]}", "{lognormal: {median: 1, sigma: 1}}", "{triangular: [0, 1, 2]}"]
)
def test_a_distribution_that_only_comes_near_to_zero_is_above_zero(tiny: str, value: str) -> None:
    from simulator.scenario import scenario_from_text

    changed = tiny.replace("hold_value_usd_m: 0.4", f"hold_value_usd_m: {value}")
    assert scenario_from_text(changed).name == "scenario"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("target: {concession: boulwar}", 'my.yaml:5:22: target.concession: is the text "boulwar"; '
         "expected one of: boulware, linear, conceder, tit_for_tat, hardliner, immediate, nash, "
         'rubinstein; did you mean "boulware"?'),
        ("target: {delivery: {choice: {grimm: 1}}}", "my.yaml:5:37: target.delivery.choice.grimm: "
         'is the text "grimm"; expected one of: reliable, erratic, tit_for_tat, grim, '
         'generous_tit_for_tat, opportunist; did you mean "grim"?'),
        ("target: {delivery: {choice: {grim: 2}}}", "my.yaml:5:29: target.delivery.choice: "
         "weights sum to 2; expected weights that sum to 1"),
        ("patron: {policy: [punish, vto]}", 'my.yaml:5:18: patron.policy: unknown policy "vto"; '
         "expected one of: indifferent, punish, compensate, veto, or a list of the last three; "
         'did you mean "veto"?'),
        ("patron: {policy: [punish, indifferent]}", "my.yaml:5:18: patron.policy: combines "
         "punish+indifferent; expected different policies, not indifferent"),
        ("patron: {every_weeks: {uniform: [1, 2]}}", "my.yaml:5:23: patron.every_weeks: is a "
         "mapping; expected a whole number between 1 and 5,200, without a distribution"),
        ("seed: 1.5", "my.yaml:5:7: seed: is 1.5; "
         "expected a whole number between 0 and 9,223,372,036,854,775,807"),
        ("title: 7", "my.yaml:5:8: title: is 7; expected text; put it in quotes"),
        ("name: ../etc", 'my.yaml:5:7: name: is the text "../etc"; expected letters, digits, -, _ '
         "or . (at most 80, beginning with a letter or digit)"),
        ("senders: 3", "my.yaml:5:10: senders: is 3; expected a mapping"),
        ("timeline: [1]", "my.yaml:5:11: timeline: is a list; expected a mapping"),
        ("target: {slip: {value: 2, note: x}}", "my.yaml:5:24: target.slip: is 2; "
         f"{A_SHARE}"),
        ("target: {slip: {value: 0.2, sd: 1}}", "my.yaml:5:33: target.slip.sd: "
         "stands beside value; expected only evidence, assumption, structural, range, times, plus "
         "or note there"),
        ("target: {slip: 0.2, evidence: 3}", "my.yaml:5:31: target.evidence: is 3; "
         "expected the id of a row of the evidence, or a list of ids"),
        ("target: {slip: 0.2, assumption: }", "my.yaml:5:32: target.assumption: has no value; "
         "expected some text"),
    ],
)  # fmt: skip
def test_other_values(complaints: Complaints, tiny: str, text: str, complaint: str) -> None:
    assert complaints(f"{tiny}{text}\n") == [complaint]


@pytest.mark.parametrize(
    "start", ["2025-13-01", "yesterday", "7", "1066-10-14", "2025-01-26T12:00:00"]
)
def test_a_start_that_is_no_usable_date(complaints: Complaints, tiny: str, start: str) -> None:
    (line,) = complaints(tiny.replace("2025-01-26", start))
    assert line.startswith("my.yaml:1:8: start: is ")
    assert line.endswith("expected a date such as 2025-01-26, between 1900 and 2200")


@pytest.mark.parametrize(
    "name", ["rank and file", "2nd", "a.b", "über", "x" * 41, "note", "uniform", "all"]
)
def test_a_name_that_cannot_be_one(complaints: Complaints, tiny: str, name: str) -> None:
    lines = complaints(tiny.replace("some:", f"{name}:"))
    assert lines[0].startswith("my.yaml:4:") or lines[0].startswith("my.yaml:3:")
