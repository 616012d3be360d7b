"""What would have changed a decision, in sentences and as a table.

Every value that is said was tried as it is said: the world was lived once more with it, and the
decision went the other way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.analysis.whatif.decisions import (
    JUDGED,
    OPENING,
    RELEASE,
    RELIEF,
    ROUND,
    VETO,
    WALK_OUT,
    Decision,
)
from simulator.analysis.whatif.reach import REACHES
from simulator.report import words
from simulator.report.happenings import tranche
from simulator.report.language import tr
from simulator.report.lever_words import lever_names, moved_to
from simulator.report.reasons import round_head
from simulator.report.story import Teller
from simulator.report.talks import WorldTold

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.whatif.search import Flip, WhatIf
    from simulator.engine.replay import Replay
    from simulator.report.labels import Labels

_BOUNDS_SAID: Final = 3
SHOWN: Final = 4
"""So many levers are named in a sentence, the nearest first; the table has all."""


@dataclass(frozen=True)
class _Happening:
    """A decision in the form that tellers take."""

    week: int
    actor: str
    kind: str
    numbers: Any


@dataclass(frozen=True)
class Explanation:
    """What would have changed one decision: ``sentence`` says it, ``table`` has every lever tried.

    ``str()`` gives what was decided and the sentence.
    """

    answer: WhatIf
    labels: Labels
    start: dt.date

    @property
    def decision(self) -> Decision:
        """What was decided."""
        return self.answer.decision

    @property
    def date(self) -> dt.date:
        """The first day of the week in which it was decided."""
        return self.start + dt.timedelta(weeks=self.decision.week)

    @property
    def said(self) -> str:
        """What was decided, in a sentence."""
        return decision_told(self.decision, self.labels)

    @property
    def sentence(self) -> str:
        """What would have changed it: the nearest value of the nearest levers."""
        return would_have_changed(self.answer, self.labels)

    @property
    def table(self) -> pd.DataFrame:
        """A row a lever: what it stood at, where the decision flips, and where that was sought.

        ``flips_at`` is empty where nothing from ``tried_from`` to ``tried_to`` flips it.
        """
        import pandas as pd

        d = self.decision
        first = [
            d.world,
            d.number,
            d.week,
            self.date.isoformat(),
            d.actor,
            d.kind,
            d.rung,
            d.outcome,
        ]
        names = ["world", "decision", "week", "date", "actor", "kind", "rung", "outcome"]
        rows = [
            [*first, flip.lever, flip.base, flip.value, flip.low, flip.high]
            for flip in self.answer.flips
        ]
        rows += [
            [*first, other.lever, other.base, float("nan"), other.low, other.high]
            for other in self.answer.others
        ]
        columns = [*names, "lever", "stood_at", "flips_at", "tried_from", "tried_to"]
        return pd.DataFrame(rows, columns=columns)

    def __str__(self) -> str:
        return f"{self.said} {self.sentence}"


def decision_told(decision: Decision, labels: Labels) -> str:
    """What was decided, in a sentence."""
    t = Teller(labels)
    e = _Happening(decision.week, decision.actor, decision.kind, decision.numbers)
    actor = labels.patron if decision.actor == "patron" else t.actor(e)
    if decision.kind in (ROUND, WALK_OUT):
        return tr("{round}: {end}.", round=round_head(t, e), end=_end_of_round(decision))
    if decision.kind in (RELEASE, RELIEF):
        return _delivered(decision, t, e)
    if decision.kind == JUDGED:
        return _judged(decision, t, e)
    if decision.kind == VETO:
        return tr("{patron} stops all talks.", patron=actor)
    return _opened(decision, actor)


def _end_of_round(decision: Decision) -> str:
    if decision.kind == WALK_OUT:
        return tr("a side walks out")
    return tr("a deal") if decision.outcome else tr("no deal")


def _delivered(decision: Decision, t: Teller, e: _Happening) -> str:
    """Whether a side delivered, and for what."""
    release = decision.kind == RELEASE
    said = {
        "who": t.labels.target if release else t.actor(e),
        "rung": f"{t.rung(e)}{tranche(decision.numbers)}",
    }
    if not decision.outcome:
        return tr("{who} does not deliver for {rung}.", **said)
    if release:
        return tr("{who} releases people for {rung}.", **said)
    return tr("{who} eases for {rung}.", **said)


def _judged(decision: Decision, t: Teller, e: _Happening) -> str:
    """Whether a sender that watches a deal is alarmed, and by what."""
    said = {
        "sender": t.actor(e),
        "rung": t.rung(e),
        "newly": words.whole(float(decision.numbers["newly"])),
        "limit": words.whole(float(decision.numbers["limit"])),
    }
    if decision.outcome:
        return tr(
            "{sender}, watching the deal on {rung}, is alarmed: backsliding is put at {newly}, the "
            "limit at {limit}.",
            **said,
        )
    return tr(
        "{sender}, watching the deal on {rung}, is not alarmed: backsliding is put at {newly}, the "
        "limit at {limit}.",
        **said,
    )


def _opened(decision: Decision, sender: str) -> str:
    """Whether talks opened, and after what."""
    said = {"since": _since(str(decision.numbers["after"])), "sender": sender}
    if decision.outcome:
        return tr("{since}, talks with {sender} open.", **said)
    return tr("{since}, talks with {sender} do not open before the end.", **said)


def _since(event: str) -> str:
    """From when on talks may open: after an event, or from the start."""
    since = {
        "start": tr("From the start"),
        "deal complete": tr("After the completed deal"),
        "breach by target": tr("After the breach"),
        "breach by sender": tr("After the breach"),
        "breakdown": tr("After the breakdown"),
        "snapback": tr("After the snapback"),
    }
    return since.get(event) or tr("After the {event}", event=event)


def would_have_changed(answer: WhatIf, labels: Labels) -> str:
    """The nearest flips in a sentence or two; or that nothing tried flips the decision."""
    if not answer.flips:
        return _nothing(answer)
    return " ".join(_said(answer.decision, answer.flips[:SHOWN], labels))


def _nothing(answer: WhatIf) -> str:
    names = lever_names()
    tried = [names[other.lever] for other in answer.others]
    if len(tried) > _BOUNDS_SAID:
        return tr(
            "No single number would have changed that: {levers} were each tried in the bounds that "
            "the table gives.",
            levers=words.listed(tried),
        )
    bounds = [
        tr(
            "{lever} from {span}",
            lever=name,
            span=words.decimal_range(other.low, other.high, REACHES[other.lever].decimals),
        )
        for name, other in zip(tried, answer.others, strict=True)
    ]
    return tr(
        "No single number tried would have changed that: {bounds}.", bounds=words.listed(bounds)
    )


def _said(decision: Decision, flips: Sequence[Flip], labels: Labels) -> Iterator[str]:
    """One sentence for each way in which the decision would have gone otherwise."""
    by_subject: dict[str, list[str]] = {}
    for flip in flips:
        phrase = moved_to(flip, decision, labels)
        by_subject.setdefault(_otherwise(decision, flip, labels), []).append(phrase)
    for subject, phrases in by_subject.items():
        first, *others = phrases
        for other in others:
            first = tr("{had}, or {otherwise}", had=first, otherwise=other)
        yield tr("{would} {had}.", would=words.capital(subject), had=first)


def _otherwise(decision: Decision, flip: Flip, labels: Labels) -> str:
    """How the decision would have gone, to be followed by the condition."""
    yes, target = decision.outcome, labels.target
    actor = labels.senders.get(decision.actor, labels.patron)
    if decision.kind == ROUND:
        if yes:
            return tr("there would have been no deal in this round")
        who = target if flip.numbers.get("agreed_by_target") else actor
        return tr("{who} would have said yes", who=who)
    who = target if decision.kind == RELEASE else actor
    after_yes = {
        RELEASE: tr("{who} would not have delivered", who=who),
        RELIEF: tr("{who} would not have delivered", who=who),
        JUDGED: tr("{who} would not have been alarmed", who=who),
        OPENING: tr("talks would not have opened before the end"),
    }
    after_no = {
        RELEASE: tr("{who} would have delivered", who=who),
        RELIEF: tr("{who} would have delivered", who=who),
        JUDGED: tr("{who} would have been alarmed", who=who),
        OPENING: tr("talks would have opened before the end"),
    }
    always = {
        WALK_OUT: tr("nobody would have walked out"),
        VETO: tr("{who} would not have stopped the talks", who=who),
    }
    return (always | (after_yes if yes else after_no))[decision.kind]


def turning_points(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that a story turns on: how each talk ended, what was broken, what alarmed."""
    unusual = {RELEASE: 0, RELIEF: 0, JUDGED: 1, OPENING: 0, WALK_OUT: 1, VETO: 1}
    return tuple(
        one
        for place, one in enumerate(decisions)
        if one.outcome == unusual.get(one.kind)
        or (one.kind == ROUND and (one.outcome or _ends(one, decisions[place + 1 :])))
    )


def _ends(one: Decision, later: Sequence[Decision]) -> bool:
    """Whether a round without a deal is the last of its talk."""
    rounds = (other for other in later if other.kind == ROUND and other.actor == one.actor)
    after = next(rounds, None)
    return after is None or int(after.numbers["number"]) <= int(one.numbers["number"])


def told_with_reasons(told: Replay, explained: Sequence[Explanation], labels: Labels) -> WorldTold:
    """A world as the report takes it, with what would have changed what its story turns on."""
    points = [(one.date.isoformat(), one.said, one.sentence) for one in explained]
    otherwise = {
        (one.decision.week, one.decision.actor): moved_to(one.answer.flips[0], one.decision, labels)
        for one in explained
        if one.decision.kind == ROUND and one.answer.flips
    }
    return WorldTold(
        told.world, told.reasoned, int(told.released), labels, points, otherwise=otherwise
    )
