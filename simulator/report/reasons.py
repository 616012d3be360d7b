"""Why: what each side of a round would have settled for, why that, and what tipped it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.report import words

if TYPE_CHECKING:
    from simulator.report.story import Happening, Teller


def round_told(t: Teller, e: Happening) -> str:
    """A round: the moves, what tipped it and, in the first and the last round, the reasons."""
    n = e.numbers
    heading = f"Round {n['number']} of {n['rounds']} on {t.rung(e)}: {moves(t, e)}."
    whole = n["number"] == 1 or n["agreed"] or n["number"] >= n["rounds"]
    because = (*_targets_reasons(t, e), *_senders_reasons(t, e)) if whole else ()
    return " ".join([heading, *tipped(t, e), *because])


def moves(t: Teller, e: Happening) -> str:
    """What the sender asks for, and the answer."""
    n = e.numbers
    asks = f"{t.actor(e)} asks for {words.people(n['asked'])}"
    # A sender that asks for its fewest does not go lower: the offer is no answer to it.
    if n["agreed"] and (n["offered"] >= n["asked"] or n["asked"] == n["lo"]):
        return f"{asks}; {t.labels.target} accepts"
    offers = f"{asks}; {t.labels.target} offers {_some(n['offered'])}"
    return f"{offers}; {t.actor(e)} accepts" if n["agreed"] else offers


def _some(people: int) -> str:
    return words.whole(people) if people else "nobody"


def tipped(t: Teller, e: Happening) -> Iterator[str]:
    """The inequality that settles a round, with its numbers."""
    n, target, sender = e.numbers, t.labels.target, t.actor(e)
    asked, offered, after = (words.whole(n[key]) for key in ("asked", "offered", "next_asked"))
    if n["lo"] > n["hi"]:
        most = f"at most {words.whole(n['hi'])}" if n["hi"] else "nobody"
        yield f"No number suits both: {target} would part with {most}."
        yield f"{sender} would settle for no fewer than {words.whole(n['lo'])}."
    elif n["fixed"]:
        yield f"The number is fixed, and {target} would part with up to {words.whole(n['hi'])}."
    elif n["agreed_by_target"]:
        yield f"What {target} would itself have offered, {offered}, reaches the {asked} asked for."
    elif n["agreed"]:
        yield f"That reaches what {sender} would ask for next, {after}."
    elif n["number"] < n["rounds"]:
        short, next_short = n["asked"] - n["offered"], n["next_asked"] - n["offered"]
        yield (
            f"That is {words.whole(short)} short of the demand, and {words.whole(next_short)} "
            f"short of what {sender} would ask for next, {after}."
        )
    else:
        yield f"That is {words.whole(n['asked'] - n['offered'])} short in the last round."


def _targets_reasons(t: Teller, e: Happening) -> Iterator[str]:
    """What the target would part with, and what the relief is worth once all is taken off."""
    n, target = e.numbers, t.labels.target
    if n["lo"] <= n["hi"]:
        yield f"{target} would part with at most {words.whole(n['hi'])}."
    yield (
        f"Were it sure that the relief lasts, {target} would find it worth "
        f"{words.money(n['certain_value'])}."
    )
    trust = words.decimal(n["belief_target"], 2)
    yield f"Its trust in that, {trust} a year, cuts the worth to {words.money(n['value'])}."
    left = n["value"] * (1.0 - n["exposed_target"] * (1.0 - n["belief_target"]))
    if n["exposed_target"] > 0:
        yield f"Having to deliver before it is paid cuts it to {words.money(left)}."
    if n["patron_cost"] > 0:
        yield f"It expects {t.labels.patron} to make it lose {words.money(n['patron_cost'])}."
    yield f"Holding one person is worth {words.money(n['hold_value'])} to it."
    if n["hi"] == n["free"]:
        yield "More than that it cannot promise: no more of those asked for are held."
    if n["price"] > 0:
        yield f"The price of {t.labels.commodity} is USD {words.whole(n['price'])} a tonne."


def _senders_reasons(t: Teller, e: Happening) -> Iterator[str]:
    """What the sender would settle for, and what the relief costs it once all is added."""
    n, sender = e.numbers, t.actor(e)
    if n["fixed"]:
        return
    if n["lo"] <= n["hi"]:
        yield f"{sender} would settle for no fewer than {words.whole(n['lo'])}."
    yield f"At home the relief costs as much as freeing {_equal(n['cost'])} is worth to it."
    dearer = n["cost"] * (1.0 + n["hawk"] * n["growth"])
    if words.whole(dearer) != words.whole(n["cost"]):
        yield f"As more are held than at the start, it is as much as {words.whole(dearer)}."
    if words.whole(n["gain"]) != "0":
        yield f"Less reliance on {t.labels.patron} makes up for {words.whole(n['gain'])} of them."
    worth = words.decimal(n["person_value"], 1)
    yield f"One person of those asked for counts as {worth} in this reckoning."
    believed = n["belief_sender"] * (1.0 - n["exposed_sender"] * (1.0 - n["belief_sender"]))
    trust = words.decimal(n["belief_sender"], 2)
    cuts = "and the risk of paying first cut" if n["exposed_sender"] > 0 else "cuts"
    left = words.decimal(n["person_value"] * believed, 1)
    yield f"Its trust in delivery, {trust}, {cuts} that to {left}."


def _equal(number: float) -> str:
    return words.count(number, "ordinary prisoner")


def why_broken(e: Happening) -> str:
    """Why a tranche was not delivered, where the journal knows; begins with a space."""
    policy = str(e.numbers.get("policy", ""))
    if policy == "opportunist" and not e.numbers["pays"]:
        return " Keeping its word would have cost it more than it stood to gain."
    if policy in ("reliable", "opportunist"):
        return " It meant to; a mishap came between."
    if policy in ("tit_for_tat", "grim", "generous_tit_for_tat"):
        return " It answers a breach by the other side, or a mishap came between."
    return " It does not always keep its word." if policy == "erratic" else ""
