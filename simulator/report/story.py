"""One world as a story: each event of its journal in a sentence, with the reasons it had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from simulator.report import words
from simulator.report.cast import Cast

if TYPE_CHECKING:
    import pandas as pd


class Happening(Protocol):
    """An event of the journal."""

    @property
    def week(self) -> int:
        """Weeks since the start."""

    @property
    def actor(self) -> str:
        """Who acted: a sender's name, ``target``, ``patron`` or ``timeline``."""

    @property
    def kind(self) -> str:
        """What kind of thing it was."""

    @property
    def numbers(self) -> Mapping[str, Any]:
        """The numbers that caused it."""


@dataclass(frozen=True)
class Teller:
    """Turns events into sentences with the labels of one scenario."""

    cast: Cast

    def actor(self, happening: Happening) -> str:
        """The label of who acted."""
        fixed = {"target": self.cast.target, "patron": self.cast.patron, "timeline": "Timeline"}
        return fixed.get(happening.actor) or self.cast.senders[happening.actor]

    def tell(self, happening: Happening) -> str:
        """The event in a sentence or two."""
        return _SENTENCES[happening.kind](self, happening)

    def rung(self, happening: Happening) -> str:
        """What the talks or the deal are about, by the labels of the rungs."""
        labels = {rung.name: rung.label for rung in self.cast.rungs_of(happening.actor)}
        named = [happening.numbers["rung"], happening.numbers.get("extra", "")]
        return words.listed([f"“{labels[name]}”" for name in named if name])


def story_frame(events: Iterable[Happening], cast: Cast, start: dt.date) -> pd.DataFrame:
    """The events as a table: ``week, date, actor, kind, text``."""
    import pandas as pd

    teller = Teller(cast)
    rows = [
        (
            event.week,
            (start + dt.timedelta(weeks=event.week)).isoformat(),
            teller.actor(event),
            event.kind,
            teller.tell(event),
        )
        for event in events
    ]
    return pd.DataFrame(rows, columns=["week", "date", "actor", "kind", "text"])


def _open(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} and {t.cast.target} open talks on {t.rung(e)}."


def _round(t: Teller, e: Happening) -> str:
    n = e.numbers
    heading = (
        f"Round {n['number']} of {n['rounds']} on {t.rung(e)}: {t.actor(e)} asks for "
        f"{words.whole(n['asked'])}, {t.cast.target} offers {words.whole(n['offered'])}."
    )
    return f"{heading} {_limits(t, e)} {_reasons(t, e)}"


def _limits(t: Teller, e: Happening) -> str:
    n = e.numbers
    zone = (
        f"{t.cast.target} would part with {words.whole(n['hi'])} at most, "
        f"{t.actor(e)} settle for {words.whole(n['lo'])} at least"
    )
    return f"{zone}." if n["lo"] <= n["hi"] else f"{zone}: no number suits both."


def _reasons(t: Teller, e: Happening) -> str:
    n = e.numbers
    because = (
        f"The relief is worth {words.money(n['value'])} to {t.cast.target}, which trusts that "
        f"relief lasts at {words.decimal(n['belief_target'], 2)}; it holds a person to be worth "
        f"{words.money(n['hold_value'])}; {t.actor(e)} trusts delivery at "
        f"{words.decimal(n['belief_sender'], 2)}"
    )
    if n["patron_cost"] > 0:
        because += f"; {t.cast.patron} would make it cost {words.money(n['patron_cost'])}"
    if n["price"] > 0:
        because += f"; the price is USD {words.whole(n['price'])} a tonne"
    return f"{because}."


def _agreement(t: Teller, e: Happening) -> str:
    people = int(e.numbers["people"])
    said = f"{t.actor(e)} and {t.cast.target} agree on {words.people(people)} for {t.rung(e)}."
    owed = people - int(e.numbers["to_release"])
    if owed > 0:
        said += f" {_were(owed)} released for it before, so {words.people(people - owed)} are due."
    return said


def _were(people: int) -> str:
    return f"{words.people(people)} {'was' if people == 1 else 'were'}"


def _tranche(e: Happening) -> str:
    n = e.numbers
    return "" if n["tranches"] == 1 else f" (tranche {n['tranche']} of {n['tranches']})"


def _release(t: Teller, e: Happening) -> str:
    people, due = int(e.numbers["people"]), int(e.numbers["due"])
    said = f"{t.cast.target} releases {words.people(people)} for {t.rung(e)}{_tranche(e)}"
    fewer = f"; {words.whole(due)} were due, but no more are held" if people < due else ""
    trust = words.decimal(e.numbers["belief_sender"], 2)
    return f"{said}{fewer}. {t.actor(e)} now trusts delivery at {trust}."


def _relief(t: Teller, e: Happening) -> str:
    trust = words.decimal(e.numbers["belief_target"], 2)
    return (
        f"{t.actor(e)} eases {t.rung(e)}{_tranche(e)}. {t.cast.target} now trusts that relief "
        f"will last at {trust}."
    )


def _complete(t: Teller, e: Happening) -> str:
    people = words.people(int(e.numbers["people"]))
    return (
        f"The deal on {t.rung(e)} is complete, with {people} released; "
        f"{t.actor(e)} watches what follows."
    )


def _breach(t: Teller, e: Happening) -> str:
    who = t.cast.target if e.kind == "breach by target" else t.actor(e)
    return f"{who} does not deliver: the deal on {t.rung(e)} is broken."


def _breakdown(t: Teller, e: Happening) -> str:
    how = "one side walks out" if e.numbers["walked_out"] else "the last round is over"
    return f"Talks on {t.rung(e)} break down: {how}."


def _walks_away(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} will not talk again."


def _escalation(t: Teller, e: Happening) -> str:
    name = next(i.label for i in t.cast.instruments if i.name == e.numbers["instrument"])
    level = words.decimal(e.numbers["level"], 2)
    return f"{t.actor(e)} tightens “{name}” to {level} (0 as at the start)."


def _alarm(t: Teller, e: Happening) -> str:
    n = e.numbers
    return (
        f"Since the deal on {t.rung(e)}, {words.whole(n['newly'])} more people are in prison than "
        f"ordinary arrests explain; {t.actor(e)} tolerates {words.whole(n['limit'])}."
    )


def _weeks(number: float) -> str:
    return words.count(number, "week")


def _freeze(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} freezes its talks for {_weeks(e.numbers['weeks'])}."


def _snapback(t: Teller, e: Happening) -> str:
    how = {"full": "all", "partial": "half", "grim": "all its relief, not only"}
    return f"{t.actor(e)} takes back {how[str(e.numbers['policy'])]} of what {t.rung(e)} gave."


def _cancelled(t: Teller, e: Happening) -> str:
    return f"The deal on {t.rung(e)}, not yet carried out, is cancelled."


def _withdrawn(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} withdraws all the relief it has given."


def _attention(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} is taken up by another crisis: no talks for {_weeks(e.numbers['weeks'])}."


def _gesture(t: Teller, e: Happening) -> str:
    return f"{t.cast.target} pardons {words.people(int(e.numbers['people']))} outside any deal."


def _subsidy(t: Teller, e: Happening) -> str:
    n = e.numbers
    moved = "raises" if n["subsidy"] > n["before"] else "cuts"
    return (
        f"{t.cast.patron} {moved} its subsidy from {words.money(n['before'])} to "
        f"{words.money(n['subsidy'])} a week; reliance on it has fallen by "
        f"{words.decimal(n['drift'], 2)} since the start."
    )


def _veto(t: Teller, e: Happening) -> str:
    drift = words.decimal(e.numbers["drift"], 2)
    return (
        f"{t.cast.patron} stops all talks for {_weeks(e.numbers['weeks'])}: reliance on it has "
        f"fallen by {drift}."
    )


def _government(t: Teller, e: Happening) -> str:
    return f"The government of {t.actor(e)} changes."


def _event(_t: Teller, e: Happening) -> str:
    note = str(e.numbers["note"]) or str(e.numbers["name"]).replace("_", " ")
    return f"{note[:1].upper()}{note[1:].rstrip('.')}."


_SENTENCES: dict[str, Callable[[Teller, Happening], str]] = {
    "talks open": _open,
    "round": _round,
    "agreement": _agreement,
    "release": _release,
    "relief": _relief,
    "deal complete": _complete,
    "breach by target": _breach,
    "breach by sender": _breach,
    "breakdown": _breakdown,
    "walks away": _walks_away,
    "escalation": _escalation,
    "alarm": _alarm,
    "freeze": _freeze,
    "snapback": _snapback,
    "deal cancelled": _cancelled,
    "all relief withdrawn": _withdrawn,
    "attention lost": _attention,
    "gesture": _gesture,
    "subsidy": _subsidy,
    "veto": _veto,
    "change of government": _government,
    "event": _event,
}
