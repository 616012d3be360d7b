"""Facts 4 and 9: the patron, and escalation that drives the target to it."""

from __future__ import annotations

from typing import Final

from tests.facts import effects
from tests.facts.arm import Arm
from tests.facts.claims.levers import (
    BRUSSELS_JOINS,
    FIRST_ROUND,
    HERE,
    ONLY_AVIATION,
    ONLY_TRANSIT,
    PEOPLE,
    B,
    W,
)
from tests.facts.effects import agreed, alone, change, outcome, room
from tests.facts.experiment import Fact, Part


def patron(policy: str) -> dict[str, Arm]:
    """The largest and a small rung offered alone, the patron looking on or not."""
    rungs = {"transit": ONLY_TRANSIT, "aviation": ONLY_AVIATION}
    words = {"left alone": "indifferent", "patron": policy}
    return {
        f"{rung}, {which}": FIRST_ROUND.but(*alone_, f"patron.policy={word}")
        for rung, alone_ in rungs.items()
        for which, word in words.items()
    }


def on_transit(policy: str) -> dict[str, Arm]:
    """The largest rung offered alone, the patron looking on or not."""
    return {name: arm for name, arm in patron(policy).items() if name.startswith("transit")}


OUTBIDDING: Final = {
    "indifferent": BRUSSELS_JOINS.but("patron.policy=indifferent"),
    "outbids": BRUSSELS_JOINS.but("patron.policy=compensate"),
}
FACT_4: Final = Fact(
    4,
    "A patron takes away the large rungs first.",
    "A punishing patron shrinks the room for agreement on the large rungs first; an outbidding one "
    "too, and then reliance does not fall.",
    "Early 2015",
    (
        Part("4a", "a punishing patron shrinks the room for agreement on transit",
             on_transit("punish"), change(room("brussels", "transit")), PEOPLE, -1, 20),
        Part("4b", "a punishing patron takes a larger share of what Minsk would give for transit "
             "than for the airline", patron("punish"), effects.loss_of_large_less_small, "share",
             +1, 0.1),
        Part("4c", "an outbidding patron shrinks the room for agreement on transit",
             on_transit("compensate"), change(room("brussels", "transit")), PEOPLE, -1, 20),
        Part("4d", "an outbidding patron takes a larger share of what Minsk would give for "
             "transit than for the airline", patron("compensate"),
             effects.loss_of_large_less_small, "share", +1, 0.1),
        Part("4e", "with Brussels at the table, reliance ends higher if the patron outbids",
             OUTBIDDING, change(outcome("reliance_end")), "reliance", +1, 0.005),
        Part("4f", "with Brussels at the table and a patron that outbids, reliance does not fall "
             "by more than 0.01 (the smallest step of the published index)",
             {"outbids": OUTBIDDING["outbids"]},
             alone(lambda lived: -effects.fall_in_reliance(lived)), "reliance", +1, -0.01,
             fails="the bids kill the rungs that take most off reliance; the airline and at times "
             "potash still go through, and take their little"),
        Part("4g", "reliance falls less than half as far as without the bids: half the fall "
             "without them, less the fall with them", OUTBIDDING, effects.half_the_fall, "reliance",
             +1, 0.005, instead_of="4f",
             fails="true of the mean; where only small rungs would be reached anyway, the bids "
             "leave more than half of a small fall"),
    ),
)  # fmt: skip


def tightened(name: str) -> Arm:
    """One rung alone, so that the instrument tightened is the one the next talk is about.

    More walk-outs than usual, so that talks break down also where there is room for agreement.
    """
    return HERE.but(
        f"{W}.order=[{name}]", f"{W}.instruments.{name}.floor=-0.5", f"{B}.walk_out_per_round=0.15",
        f"{B}.escalate_instrument={name}", f"{B}.escalate_step=0.25",
    )  # fmt: skip


def on_breakdown(base: Arm) -> dict[str, Arm]:
    """What the sender does when talks fail: it tries again, or it tightens first."""
    return {
        "retries": base.but(f"{B}.on_breakdown=retry"),
        "escalates": base.but(f"{B}.on_breakdown=escalate"),
    }


POTASH: Final = tightened("potash")
F9_ARMS: Final = on_breakdown(tightened("banks"))
FACT_9: Final = Fact(
    9,
    "Escalation makes the later deal larger, and drives the target to its patron.",
    "Where a later deal is struck, escalation makes it buy more people, and raises reliance.",
    "coercion and its side effects (Early 2015)",
    (
        Part("9a", "the deal after a breakdown buys more people if the sender escalated",
             F9_ARMS,
             change(agreed("prisoners", "banks"), effects.after_a_breakdown("banks")), PEOPLE,
             +1, 3, fails="in most draws too few worlds get there to judge: there is seldom room "
             "for agreement on banks alone"),
        Part("9b", "reliance at the end is higher where talks broke down", F9_ARMS,
             change(outcome("reliance_end"), effects.broke_down), "reliance", +1, 0.002),
        Part("9c", "with potash tightened and traded instead of banks, the deal after a breakdown "
             "buys more people if the sender escalated", on_breakdown(POTASH),
             change(agreed("prisoners", "potash"), effects.after_a_breakdown("potash")), PEOPLE,
             +1, 3, instead_of="9a"),
    ),
)  # fmt: skip
