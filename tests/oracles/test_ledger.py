"""Nobody appears or vanishes, and no number leaves its bounds, whatever the scenario."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings

from simulator.agents.cast import Cast
from simulator.agents.deals import OPEN
from simulator.agents.target import Ledger
from simulator.scenario import Scenario
from tests.oracles.scenarios import scenarios
from tests.oracles.worlds import film, sketch

FLOWS = ("arrested", "released", "gestures", "term_ended")
ROUNDING = 1e-12


def balances(ledger: Ledger) -> bool:
    out = ledger.released + ledger.gestures + ledger.term_ended
    return bool((ledger.held == ledger.start + ledger.arrested - out).all())


class Audit:
    """What must hold at the end of every week, in every class and world."""

    def __init__(self) -> None:
        self._before: dict[str, Any] = {}

    def __call__(self, week: int, cast: Cast) -> None:
        target = cast.stage.target
        for ledger in (target.ledger, target.untouched):
            assert balances(ledger)
            assert ledger.held.dtype == np.int64
            assert (ledger.held >= 0).all()
        for flow in FLOWS:
            now = getattr(target.ledger, flow)
            assert (now >= self._before.get(flow, 0)).all()
            self._before[flow] = now.copy()
        assert (target.incentive >= 0).all()
        assert (target.promised >= 0).all()
        assert (cast.stage.patron.subsidy >= 0).all()
        self._levels(cast)
        self._beliefs(cast)

    def _levels(self, cast: Cast) -> None:
        relief = cast.stage.relief
        for levels in (relief.legal, relief.effective):
            assert (levels >= relief.floor).all()
            assert (levels <= 1).all()
        assert (relief.reliance >= -ROUNDING).all()
        assert (relief.reliance <= 1 + ROUNDING).all()

    def _beliefs(self, cast: Cast) -> None:
        for sender in cast.senders.values():
            for trust in (sender.dossier.trust, sender.dossier.targets_trust):
                assert (trust.everywhere() > 0).all()
                assert (trust.everywhere() < 1).all()


def books_agree(cast: Cast) -> None:
    """Deals and the ledger count the same releases; promises are those of open deals."""
    target, promised = cast.stage.target, np.zeros(cast.draws.worlds, dtype=np.int64)
    by_deal = np.zeros_like(target.ledger.released)
    for sender in cast.senders.values():
        book = sender.dossier.book
        rows, world = np.arange(book.rows), book["world"][: book.rows]
        for c, people in enumerate(book.freed[:, rows]):
            np.add.at(by_deal[c], world, people)
        np.testing.assert_array_equal(book.freed[:, rows].sum(axis=0), book["released"][rows])
        due = book["target_tranches"][rows] * book["to_release"][rows] // book["tranches"][rows]
        left = (book["to_release"][rows] - due) * (book["outcome"][rows] == OPEN)
        np.add.at(promised, world, left)
    np.testing.assert_array_equal(by_deal, target.ledger.released)
    np.testing.assert_array_equal(promised, target.promised)


@settings(max_examples=20)
@given(scenarios())
def test_nobody_appears_or_vanishes_in_any_scenario(scenario: Scenario) -> None:
    audit = Audit()
    cast = film(scenario, look=audit).cast
    books_agree(cast)


@settings(max_examples=5)
@given(scenarios(rich=True))
def test_nobody_vanishes_with_nine_classes_and_twelve_instruments(scenario: Scenario) -> None:
    cast = film(scenario, look=Audit()).cast
    assert cast.stage.target.ledger.held.shape[0] == 9
    assert len(cast.stage.relief.instruments) == 12
    books_agree(cast)


def test_nobody_appears_or_vanishes_in_the_sketch() -> None:
    slippery = sketch(
        "senders.washington.behaviour.slip=0.3",
        "senders.washington.behaviour.tranches=3",
        "senders.washington.behaviour.snapback=partial",
        "senders.washington.behaviour.alarm_people=5",
        "senders.brussels.behaviour.contact_gap_weeks=5",
    )
    cast = film(slippery, tiles=2, look=Audit()).cast
    books_agree(cast)
