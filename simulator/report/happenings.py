"""What happened, kind by kind: a sentence or two for each kind of event of the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from simulator.report import words
from simulator.report.language import tr, trn
from simulator.report.reasons import round_told, why_broken

if TYPE_CHECKING:
    from simulator.report.story import Happening, Teller


def _open(t: Teller, e: Happening) -> str:
    return tr(
        "{sender} and {target} open talks on {rung}.",
        sender=t.actor(e),
        target=t.labels.target,
        rung=t.rung(e),
    )


def _agreement(t: Teller, e: Happening) -> str:
    people = int(e.numbers["people"])
    said = tr(
        "{sender} and {target} agree on {people} for {rung}.",
        sender=t.actor(e),
        target=t.labels.target,
        people=words.people(people),
        rung=t.rung(e),
    )
    due = int(e.numbers["to_release"])
    if due < people:
        before = trn(
            "For it {people} was released before",
            "For it {people} were released before",
            people - due,
            people=words.people(people - due),
        )
        still = trn(
            "{before}, so {people} is still due.",
            "{before}, so {people} are still due.",
            max(due, 1),  # nobody is one
            before=before,
            people=words.people(due),
        )
        said = f"{said} {still}"
    return said


def tranche(numbers: Mapping[str, Any]) -> str:
    """Which tranche of how many; begins with a space, and is nothing where there is but one."""
    if numbers["tranches"] == 1:
        return ""
    return " " + tr(
        "(tranche {number} of {all})", number=numbers["tranche"], all=numbers["tranches"]
    )


def _release(t: Teller, e: Happening) -> str:
    people, due = int(e.numbers["people"]), int(e.numbers["due"])
    said = tr(
        "{target} releases {people} for {rung}",
        target=t.labels.target,
        people=words.people(people),
        rung=f"{t.rung(e)}{tranche(e.numbers)}",
    )
    if people < due:
        said = trn(
            "{released}; {people} was due, but no more of those asked for are held",
            "{released}; {people} were due, but no more of those asked for are held",
            due,
            released=said,
            people=words.people(due),
        )
    trust = tr(
        "{sender} now puts its trust in delivery at {trust}.",
        sender=t.actor(e),
        trust=words.decimal(e.numbers["belief_sender"], 2),
    )
    return f"{said}. {trust}"


def _relief(t: Teller, e: Happening) -> str:
    eases = tr("{sender} eases {rung}.", sender=t.actor(e), rung=f"{t.rung(e)}{tranche(e.numbers)}")
    trust = tr(
        "{target} now puts its trust that relief will last at {trust}.",
        target=t.labels.target,
        trust=words.decimal(e.numbers["belief_target"], 2),
    )
    return f"{eases} {trust}"


def _complete(t: Teller, e: Happening) -> str:
    return tr(
        "The deal on {rung} is complete, with {people} released. {sender} watches what follows.",
        rung=t.rung(e),
        people=words.people(int(e.numbers["people"])),
        sender=t.actor(e),
    )


def _breach(t: Teller, e: Happening) -> str:
    who = t.labels.target if e.kind == "breach by target" else t.actor(e)
    said = tr("{who} does not deliver: the deal on {rung} is broken.", who=who, rung=t.rung(e))
    return f"{said}{why_broken(e)}"


def _breakdown(t: Teller, e: Happening) -> str:
    if e.numbers["walked_out"]:
        return tr("Talks on {rung} break down: one side walks out.", rung=t.rung(e))
    return tr("Talks on {rung} break down: the last round ends without agreement.", rung=t.rung(e))


def _walks_away(t: Teller, e: Happening) -> str:
    return tr("{sender} will not talk again.", sender=t.actor(e))


def _escalation(t: Teller, e: Happening) -> str:
    return tr(
        "{sender} tightens “{instrument}” to a relief level of {level} ({none} at the start, "
        "{whole} full).",
        sender=t.actor(e),
        instrument=next(i.label for i in t.labels.instruments if i.name == e.numbers["instrument"]),
        level=words.decimal(e.numbers["level"], 2),
        none=0,
        whole=1,
    )


def _alarm(t: Teller, e: Happening) -> str:
    said = {
        "rung": t.rung(e),
        "number": words.whole(e.numbers["newly"]),
        "sender": t.actor(e),
        "limit": words.whole(e.numbers["limit"]),
    }
    if e.numbers.get("watch", "arrivals") == "count":
        return tr(
            "Since the deal on {rung}, the published number of people held has risen by {number}, "
            "the deal’s own releases set aside. {sender} tolerates {limit}.",
            **said,
        )
    return tr(
        "Since the deal on {rung}, newly recognised prisoners exceed what ordinary arrests explain "
        "by {number}. {sender} tolerates {limit}.",
        **said,
    )


def _weeks(e: Happening) -> str:
    number = e.numbers["weeks"]
    if words.whole(number) == "0":
        return tr("less than a week")
    return words.count(number, "week", "weeks")


def _freeze(t: Teller, e: Happening) -> str:
    return tr("{sender} freezes its talks for {weeks}.", sender=t.actor(e), weeks=_weeks(e))


def _snapback(t: Teller, e: Happening) -> str:
    said, policy = {"sender": t.actor(e), "rung": t.rung(e)}, str(e.numbers["policy"])
    if policy == "partial":
        return tr("{sender} takes back half of the relief that the deal on {rung} gave.", **said)
    if policy == "full":
        return tr("{sender} takes back all the relief that the deal on {rung} gave.", **said)
    return tr(
        "{sender} takes back all its relief, not only that of the deal on {rung}, and will not "
        "talk again.",
        **said,
    )


def _cancelled(t: Teller, e: Happening) -> str:
    return tr("The deal on {rung}, not yet complete, is cancelled.", rung=t.rung(e))


def _withdrawn(t: Teller, e: Happening) -> str:
    return tr("{sender} withdraws all the relief it has given.", sender=t.actor(e))


def _attention(t: Teller, e: Happening) -> str:
    return tr(
        "{sender} is taken up by another crisis: no talks for {weeks}.",
        sender=t.actor(e),
        weeks=_weeks(e),
    )


def _gesture(t: Teller, e: Happening) -> str:
    return tr(
        "{target} pardons {people} outside any deal.",
        target=t.labels.target,
        people=words.people(int(e.numbers["people"])),
    )


def _subsidy(t: Teller, e: Happening) -> str:
    return f"{_moved(t, e)} {_fallen(e)}"


def _moved(t: Teller, e: Happening) -> str:
    n, patron = e.numbers, t.labels.patron
    before, after = words.money(n["before"]), words.money(n["subsidy"])
    said = {"patron": patron, "before": before, "after": after}
    more, slightly = n["subsidy"] > n["before"], before == after
    if more and slightly:
        return tr("{patron} raises its subsidy slightly, to about {after} a week.", **said)
    if more:
        return tr("{patron} raises its subsidy from {before} to {after} a week.", **said)
    if slightly:
        return tr("{patron} cuts its subsidy slightly, to about {after} a week.", **said)
    return tr("{patron} cuts its subsidy from {before} to {after} a week.", **said)


def _fallen(e: Happening) -> str:
    drift = words.decimal(e.numbers["drift"], 2)
    return tr("Reliance on it has fallen by {drift} since the start.", drift=drift)


def _veto(t: Teller, e: Happening) -> str:
    stops = tr("{patron} stops all talks for {weeks}.", patron=t.labels.patron, weeks=_weeks(e))
    return f"{stops} {_fallen(e)}"


def _government(t: Teller, e: Happening) -> str:
    return tr("The government of {sender} changes.", sender=t.actor(e))


def _event(_t: Teller, e: Happening) -> str:
    note = str(e.numbers["note"]) or words.from_name(str(e.numbers["name"]))
    return f"{words.capital(note).rstrip('.')}."


SENTENCES: Final[Mapping[str, Callable[[Teller, Happening], str]]] = {
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
"""How each kind of event is told."""
