"""Why: what each side of a round would have settled for, why that, and what tipped it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.language import tr

if TYPE_CHECKING:
    from simulator.report.story import Happening, Teller


def round_told(t: Teller, e: Happening) -> str:
    """A round: the moves, what tipped it and, in the first and the last round, the reasons."""
    n = e.numbers
    heading = round_head(t, e)
    whole = n["number"] == 1 or n["agreed"] or n["number"] >= n["rounds"]
    because = (*_targets_reasons(t, e), *_senders_reasons(t, e)) if whole else ()
    return " ".join([f"{heading}.", *tipped(t, e), *because])


def round_head(t: Teller, e: Happening) -> str:
    """Which round of talks on what it is, and the moves."""
    return tr(
        "Round {number} of {rounds} on {rung}: {moves}",
        number=e.numbers["number"],
        rounds=e.numbers["rounds"],
        rung=t.rung(e),
        moves=moves(t, e),
    )


def moves(t: Teller, e: Happening) -> str:
    """What the sender asks for, and the answer."""
    n = e.numbers
    said = {
        "sender": t.actor(e),
        "target": t.labels.target,
        "asked": words.people(n["asked"]),
        "offered": _some(n["offered"]),
    }
    # A sender that asks for its fewest does not go lower: the offer is no answer to it.
    if n["agreed"] and (n["offered"] >= n["asked"] or n["asked"] == n["lo"]):
        return tr("{sender} asks for {asked}; {target} accepts", **said)
    if n["agreed"]:
        return tr("{sender} asks for {asked}; {target} offers {offered}; {sender} accepts", **said)
    return tr("{sender} asks for {asked}; {target} offers {offered}", **said)


def _some(people: int) -> str:
    return words.whole(people) if people else tr("nobody")


def tipped(t: Teller, e: Happening) -> Iterator[str]:
    """The inequality that settles a round, with its numbers."""
    n, target, sender = e.numbers, t.labels.target, t.actor(e)
    asked, offered, after = (words.whole(n[key]) for key in ("asked", "offered", "next_asked"))
    most = words.whole(n["hi"])
    if n["lo"] > n["hi"]:
        if n["hi"]:
            yield tr(
                "No number suits both: {target} would part with at most {most}.",
                target=target,
                most=most,
            )
        else:
            yield tr("No number suits both: {target} would part with nobody.", target=target)
        yield _fewest(t, e)
    elif n["fixed"]:
        yield tr(
            "The number is fixed, and {target} would part with up to {most}.",
            target=target,
            most=most,
        )
    elif n["agreed_by_target"]:
        yield tr(
            "What {target} would itself have offered, {offered}, reaches the {asked} asked for.",
            target=target,
            offered=offered,
            asked=asked,
        )
    elif n["agreed"]:
        yield tr(
            "That reaches what {sender} would ask for next, {after}.", sender=sender, after=after
        )
    elif n["number"] < n["rounds"]:
        yield tr(
            "That is {short} short of the demand, and {next_short} short of what {sender} would "
            "ask for next, {after}.",
            short=words.whole(n["asked"] - n["offered"]),
            next_short=words.whole(n["next_asked"] - n["offered"]),
            sender=sender,
            after=after,
        )
    else:
        short = words.whole(n["asked"] - n["offered"])
        yield tr("That is {short} short in the last round.", short=short)


def _fewest(t: Teller, e: Happening) -> str:
    return tr(
        "{sender} would settle for no fewer than {fewest}.",
        sender=t.actor(e),
        fewest=words.whole(e.numbers["lo"]),
    )


def _targets_reasons(t: Teller, e: Happening) -> Iterator[str]:
    """What the target would part with, and what the relief is worth once all is taken off."""
    n, target = e.numbers, t.labels.target
    if n["lo"] <= n["hi"]:
        yield tr(
            "{target} would part with at most {most}.", target=target, most=words.whole(n["hi"])
        )
    yield tr(
        "Were it sure that the relief lasts, {target} would find it worth {worth}.",
        target=target,
        worth=words.money(n["certain_value"]),
    )
    yield tr(
        "Its trust in that, {trust} a year, cuts the worth to {worth}.",
        trust=words.decimal(n["belief_target"], 2),
        worth=words.money(n["value"]),
    )
    left = n["value"] * (1.0 - n["exposed_target"] * (1.0 - n["belief_target"]))
    if n["exposed_target"] > 0:
        yield tr("Having to deliver before it is paid cuts it to {worth}.", worth=words.money(left))
    if n["patron_cost"] > 0:
        yield tr(
            "It expects {patron} to make it lose {loss}.",
            patron=t.labels.patron,
            loss=words.money(n["patron_cost"]),
        )
    yield tr("Holding one person is worth {worth} to it.", worth=words.money(n["hold_value"]))
    if n["hi"] == n["free"]:
        yield tr("More than that it cannot promise: no more of those asked for are held.")
    if n["price"] > 0:
        yield tr(
            "The price of {commodity} is USD {price} a tonne.",
            commodity=t.labels.commodity,
            price=words.whole(n["price"]),
        )


def _senders_reasons(t: Teller, e: Happening) -> Iterator[str]:
    """What the sender would settle for, and what the relief costs it once all is added."""
    n = e.numbers
    if n["fixed"]:
        return
    if n["lo"] <= n["hi"]:
        yield _fewest(t, e)
    yield tr(
        "At home the relief costs as much as freeing {prisoners} is worth to it.",
        prisoners=words.count(n["cost"], "ordinary prisoner", "ordinary prisoners"),
    )
    dearer = words.whole(n["cost"] * (1.0 + n["hawk"] * n["growth"]))
    if dearer != words.whole(n["cost"]):
        yield tr("As more are held than at the start, it is as much as {number}.", number=dearer)
    if words.whole(n["gain"]) != "0":
        yield tr(
            "Less reliance on {patron} makes up for {number} of them.",
            patron=t.labels.patron,
            number=words.whole(n["gain"]),
        )
    yield tr(
        "One person of those asked for counts as {worth} in this reckoning.",
        worth=words.decimal(n["person_value"], 1),
    )
    yield _believed(n)


def _believed(n: Mapping[str, Any]) -> str:
    """How far a sender's trust in delivery cuts what a person counts."""
    believed = n["belief_sender"] * (1.0 - n["exposed_sender"] * (1.0 - n["belief_sender"]))
    said = {
        "trust": words.decimal(n["belief_sender"], 2),
        "left": words.decimal(n["person_value"] * believed, 1),
    }
    if n["exposed_sender"] > 0:
        return tr(
            "Its trust in delivery, {trust}, and the risk of paying first cut that to {left}.",
            **said,
        )
    return tr("Its trust in delivery, {trust}, cuts that to {left}.", **said)


def why_broken(e: Happening) -> str:
    """Why a tranche was not delivered, where the journal knows; begins with a space."""
    policy = str(e.numbers.get("policy", ""))
    if policy == "opportunist" and not e.numbers["pays"]:
        return " " + tr("Keeping its word would have cost it more than it stood to gain.")
    if policy in ("reliable", "opportunist"):
        return " " + tr("It meant to; a mishap came between.")
    if policy in ("tit_for_tat", "grim", "generous_tit_for_tat"):
        return " " + tr("It answers a breach by the other side, or a mishap came between.")
    return " " + tr("It does not always keep its word.") if policy == "erratic" else ""
