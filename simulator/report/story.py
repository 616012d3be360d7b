"""One world as a story: each event of its journal in a sentence, with the reasons it had."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from simulator.report import words
from simulator.report.labels import Labels
from simulator.report.reasons import round_told, why_broken

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

    labels: Labels

    def actor(self, happening: Happening) -> str:
        """The label of who acted."""
        fixed = {"target": self.labels.target, "patron": self.labels.patron, "timeline": "Timeline"}
        return fixed.get(happening.actor) or self.labels.senders[happening.actor]

    def tell(self, happening: Happening) -> str:
        """The event in a sentence or two."""
        return _SENTENCES[happening.kind](self, happening)

    def rung(self, happening: Happening) -> str:
        """What the talks or the deal are about, by the labels of the rungs."""
        labels = {rung.name: rung.label for rung in self.labels.rungs_of(happening.actor)}
        named = [happening.numbers["rung"], happening.numbers.get("extra", "")]
        return words.listed([f"“{labels[name]}”" for name in named if name])


def story_frame(events: Iterable[Happening], labels: Labels, start: dt.date) -> pd.DataFrame:
    """The events as a table: ``week, date, actor, kind, text``."""
    import pandas as pd

    teller = Teller(labels)
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
    return f"{t.actor(e)} and {t.labels.target} open talks on {t.rung(e)}."


def _agreement(t: Teller, e: Happening) -> str:
    people = int(e.numbers["people"])
    said = f"{t.actor(e)} and {t.labels.target} agree on {words.people(people)} for {t.rung(e)}."
    due = int(e.numbers["to_release"])
    if due < people:
        were, are = _are(people - due, "was", "were"), _are(due, "is", "are")
        said += f" For it {were} released before, so {are} still due."
    return said


def _are(people: int, one: str, several: str) -> str:
    return f"{words.people(people)} {one if people < 2 else several}"


def _tranche(e: Happening) -> str:
    n = e.numbers
    return "" if n["tranches"] == 1 else f" (tranche {n['tranche']} of {n['tranches']})"


def _release(t: Teller, e: Happening) -> str:
    people, due = int(e.numbers["people"]), int(e.numbers["due"])
    said = f"{t.labels.target} releases {words.people(people)} for {t.rung(e)}{_tranche(e)}"
    if people < due:
        said += f"; {_are(due, 'was', 'were')} due, but no more of those asked for are held"
    trust = words.decimal(e.numbers["belief_sender"], 2)
    return f"{said}. {t.actor(e)} now puts its trust in delivery at {trust}."


def _relief(t: Teller, e: Happening) -> str:
    trust = words.decimal(e.numbers["belief_target"], 2)
    return (
        f"{t.actor(e)} eases {t.rung(e)}{_tranche(e)}. {t.labels.target} now puts its trust that "
        f"relief will last at {trust}."
    )


def _complete(t: Teller, e: Happening) -> str:
    people = words.people(int(e.numbers["people"]))
    return (
        f"The deal on {t.rung(e)} is complete, with {people} released. "
        f"{t.actor(e)} watches what follows."
    )


def _breach(t: Teller, e: Happening) -> str:
    who = t.labels.target if e.kind == "breach by target" else t.actor(e)
    return f"{who} does not deliver: the deal on {t.rung(e)} is broken.{why_broken(e)}"


def _breakdown(t: Teller, e: Happening) -> str:
    walked_out = e.numbers["walked_out"]
    how = "one side walks out" if walked_out else "the last round ends without agreement"
    return f"Talks on {t.rung(e)} break down: {how}."


def _walks_away(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} will not talk again."


def _escalation(t: Teller, e: Happening) -> str:
    name = next(i.label for i in t.labels.instruments if i.name == e.numbers["instrument"])
    level = words.decimal(e.numbers["level"], 2)
    return f"{t.actor(e)} tightens “{name}” to a relief level of {level} (0 at the start, 1 full)."


def _alarm(t: Teller, e: Happening) -> str:
    n, deal = e.numbers, f"Since the deal on {t.rung(e)},"
    tolerates = f"{t.actor(e)} tolerates {words.whole(n['limit'])}."
    if n.get("watch", "arrivals") == "count":
        return (
            f"{deal} the published number of people held has risen by {words.whole(n['newly'])}, "
            f"the deal’s own releases set aside. {tolerates}"
        )
    return (
        f"{deal} newly recognised prisoners exceed what ordinary arrests explain by "
        f"{words.whole(n['newly'])}. {tolerates}"
    )


def _weeks(number: float) -> str:
    return words.count(number, "week") if words.whole(number) != "0" else "less than a week"


def _freeze(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} freezes its talks for {_weeks(e.numbers['weeks'])}."


def _snapback(t: Teller, e: Happening) -> str:
    deal = f"the deal on {t.rung(e)}"
    took = {
        "partial": f"half of the relief that {deal} gave",
        "full": f"all the relief that {deal} gave",
        "grim": f"all its relief, not only that of {deal}, and will not talk again",
    }
    return f"{t.actor(e)} takes back {took[str(e.numbers['policy'])]}."


def _cancelled(t: Teller, e: Happening) -> str:
    return f"The deal on {t.rung(e)}, not yet complete, is cancelled."


def _withdrawn(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} withdraws all the relief it has given."


def _attention(t: Teller, e: Happening) -> str:
    return f"{t.actor(e)} is taken up by another crisis: no talks for {_weeks(e.numbers['weeks'])}."


def _gesture(t: Teller, e: Happening) -> str:
    return f"{t.labels.target} pardons {words.people(int(e.numbers['people']))} outside any deal."


def _subsidy(t: Teller, e: Happening) -> str:
    n = e.numbers
    moved = "raises" if n["subsidy"] > n["before"] else "cuts"
    before, after = words.money(n["before"]), words.money(n["subsidy"])
    how = f"slightly, to about {after}" if before == after else f"from {before} to {after}"
    return f"{t.labels.patron} {moved} its subsidy {how} a week. {_fallen(e)}."


def _fallen(e: Happening) -> str:
    return f"Reliance on it has fallen by {words.decimal(e.numbers['drift'], 2)} since the start"


def _veto(t: Teller, e: Happening) -> str:
    return f"{t.labels.patron} stops all talks for {_weeks(e.numbers['weeks'])}. {_fallen(e)}."


def _government(t: Teller, e: Happening) -> str:
    return f"The government of {t.actor(e)} changes."


def _event(_t: Teller, e: Happening) -> str:
    note = str(e.numbers["note"]) or words.from_name(str(e.numbers["name"]))
    return f"{words.capital(note).rstrip('.')}."


_SENTENCES: dict[str, Callable[[Teller, Happening], str]] = {
    "talks open": _open,
    "round": round_told,
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
