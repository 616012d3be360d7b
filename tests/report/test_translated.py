"""Figures, stories and their reasons can be translated, word for word."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from simulator.agents.journal import Event
from simulator.analysis.whatif import decisions as kinds
from simulator.analysis.whatif.reach import REACHES
from simulator.report.events import headline
from simulator.report.figures import FIGURES
from simulator.report.happenings import SENTENCES
from simulator.report.html import drawn, html
from simulator.report.labels import labels_of
from simulator.report.lever_words import lever_names, moved_to
from simulator.report.page import document
from simulator.report.story import story_frame
from simulator.report.whatif import decision_told, would_have_changed
from simulator.report.write import draw
from tests.report.pseudo import left, left_in_picture, left_on_page, spoken_pseudo, words_in

FACTS = {
    "target": "Minsk", "patron": "Moscow", "commodity": "potash", "start": "2025-01-26",
    "senders": {"us": "Washington"}, "rungs": {"us": {"banks": "Banks"}},
    "instruments": {"banks": {"label": "Banks", "sender": "us"}},
}  # fmt: skip
LABELS = labels_of(FACTS)
OWN = words_in(FACTS)
NAMING = ("name", "target", "patron", "senders", "instruments", "rungs", "classes", "timeline")
NUMBERS = {
    "rung": "banks", "extra": "", "instrument": "banks", "note": "", "name": "Banks",
    "number": 1, "rounds": 8, "asked": 40, "offered": 30, "agreed": 0, "lo": 20, "hi": 50,
    "next_asked": 39, "certain_value": 30.0, "free": 50, "agreed_by_target": 0, "fixed": 0,
    "exposed_target": 1.0, "exposed_sender": 0.5, "cost": 52.0, "hawk": 1.0, "growth": 0.25,
    "gain": 5.0, "person_value": 2.8, "value": 16.0, "hold_value": 0.4, "patron_cost": 2.0,
    "price": 318.0, "belief_target": 0.7, "belief_sender": 0.5, "people": 9, "to_release": 7,
    "due": 12, "tranche": 1, "tranches": 2, "walked_out": 1, "level": 0.4, "newly": 70.0,
    "limit": 60.0, "weeks": 9.0, "policy": "grim", "pays": 1, "drift": 0.1, "before": 4.0,
    "subsidy": 5.0, "after": "breakdown",
}  # fmt: skip
VARIANTS: tuple[dict[str, Any], ...] = (
    {}, {"lo": 60}, {"lo": 60, "hi": 0}, {"fixed": 1}, {"agreed": 1}, {"number": 8},
    {"agreed": 1, "agreed_by_target": 1, "offered": 40}, {"number": 3}, {"weeks": 0.2},
    {"policy": "partial"}, {"policy": "full"}, {"policy": "erratic"}, {"policy": "reliable"},
    {"policy": "opportunist", "pays": 0}, {"walked_out": 0}, {"watch": "count"}, {"offered": 0},
    {"subsidy": 3.0}, {"subsidy": 4.0}, {"subsidy": 4.01}, {"after": "start"}, {"people": 1},
)  # fmt: skip


@pytest.mark.parametrize("name", FIGURES)
def test_every_word_of_a_run_s_figures_is_open_to_translation(base: Any, name: str) -> None:
    own = words_in({key: base.facts[key] for key in NAMING})
    said = [f"⟦{headline(text)}⟧" for text in base.story["text"]]
    with spoken_pseudo():
        picture = draw(replace(base, story=base.story.assign(text=said)), name)
        assert left_in_picture(picture, own) == []
        block = drawn(picture, topic="⟦⟧")
        assert left_on_page(html(document(base, [picture]), {name: b""})) == [], block.alt


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_sentence_of_a_story_is_open_to_translation(kind: str) -> None:
    events = [Event(3, "us", kind, {**NUMBERS, **variant}) for variant in VARIANTS]
    with spoken_pseudo():
        told = story_frame(events, LABELS, dt.date(2025, 1, 26))["text"]
    assert [text for text in told if left(text, OWN)] == []


def decided(kind: str, outcome: int, variant: dict[str, Any]) -> Any:
    actor = "patron" if kind == kinds.VETO else "us"
    return SimpleNamespace(
        week=3, actor=actor, kind=kind, outcome=outcome, numbers={**NUMBERS, **variant}
    )


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_what_would_have_changed_a_decision_is_open_to_translation(kind: str) -> None:
    outcomes = (1,) if kind in (kinds.VETO, kinds.WALK_OUT) else (0, 1)
    flips: list[Any] = [
        SimpleNamespace(
            lever=lever, base=2.0, value=value, decimals=2, low=0.0, high=9.0, numbers={}
        )
        for lever in REACHES
        for value in (0.5, 3.0, 1.4)
    ]
    said = []
    with spoken_pseudo():
        for decision in (decided(kind, out, more) for out in outcomes for more in VARIANTS):
            said += [decision_told(decision, LABELS)]
            for some in ((), flips[:2], flips[:4]):
                answer: Any = SimpleNamespace(decision=decision, flips=some, others=flips[:3])
                said += [would_have_changed(answer, LABELS)]
            said += [moved_to(flip, decision, LABELS) for flip in flips]
        said += lever_names().values()
    assert [text for text in said if left(text, OWN)] == []
