"""Facts 6 and 10: relief first, and small steps first."""

from __future__ import annotations

from typing import Final

from tests.facts import effects
from tests.facts.arm import Arm
from tests.facts.claims.levers import HERE, PEOPLE, B, both
from tests.facts.effects import LADDER, agreed, alone, change, outcome
from tests.facts.experiment import Fact, Part

# A target with no good name to lose: with one, it may deliver small tranches for the name's sake.
TEMPTED: Final = HERE.but(
    f"{B}.first=sender", "target.delivery=opportunist", "target.shadow_usd_m=0"
)
MOVERS: Final = {
    "target first": HERE.but(f"{B}.first=target"),
    "sender first": HERE.but(f"{B}.first=sender"),
}
NO_SNAPBACK: Final = TEMPTED.but(f"{B}.snapback=none")
SNAPBACK: Final = TEMPTED.but(f"{B}.snapback=full")
FACT_6: Final = Fact(
    6,
    "Relief first: tranches and snapback hold an opportunist to its word.",
    "With relief first and an opportunist target, most promised people are never released if there "
    "is no snapback and the deal is one piece; most are in four tranches. With snapback the share "
    "of deals kept rises from one tranche to four. Moving first costs the mover in the number "
    "agreed.",
    "Axelrod 1984; commitment",
    (
        Part("6a", "without snapback, at once: the share never released is above one half",
             {"one piece": NO_SNAPBACK.but(f"{B}.tranches=1")},
             alone(lambda lived: effects.share_never_released(lived) - 0.5), "share", +1, 0.1),
        Part("6b", "without snapback, in four tranches: the share released is above one half",
             {"four tranches": NO_SNAPBACK.but(f"{B}.tranches=4")},
             alone(lambda lived: 0.5 - effects.share_never_released(lived)), "share", +1, 0.1),
        Part("6c", "with snapback the share of deals carried out rises from one tranche to four",
             {"one piece": SNAPBACK.but(f"{B}.tranches=1"),
              "four tranches": SNAPBACK.but(f"{B}.tranches=4")},
             change(effects.share_carried_out), "share", +1, 0.05),
        # The rules (7.5) let one expect the contrary: exposure enters the mover's own reservation
        # number, so that the other side pays for it. The claim is tested as it was made.
        Part("6d", "a sender that moves first agrees on fewer people than one that moves second",
             MOVERS, change(agreed("prisoners", *LADDER)), PEOPLE, -1, 1,
             fails="exposure enters the mover's own reservation number: it asks to be paid for the "
             "risk, and the other side, which bears none, can pay"),
        Part("6e", "a sender that moves first agrees on more people than one that moves second",
             MOVERS, change(agreed("prisoners", *LADDER)), PEOPLE, +1, 1, instead_of="6d"),
        Part("6f", "before an opportunist and without snapback, moving first costs the sender "
             "people released",
             {"target first": NO_SNAPBACK.but(f"{B}.tranches=1", f"{B}.first=target"),
              "sender first": NO_SNAPBACK.but(f"{B}.tranches=1")},
             change(outcome("released_to_washington")), PEOPLE, -1, 5, instead_of="6d"),
    ),
)  # fmt: skip


def steps_or_bargain(kept: float, broken: float) -> dict[str, Arm]:
    """All of Washington's relief in one bargain, or contact first and banks last."""
    return {
        "grand bargain": Arm(both(kept, broken), "belarus-2025-grand-bargain"),
        "small steps": Arm(both(kept, broken)),
    }


RELEASED: Final = change(outcome("released"))
FACT_10: Final = Fact(
    10,
    "Where trust is low, small steps free more people than one bargain.",
    "When trust starts low on both sides, small steps first free more people by the horizon than "
    "the same relief in one bargain; with even beliefs the advantage is gone.",
    "Osgood 1962",
    (
        Part("10a", "small steps free more people if both beliefs start at 0.125",
             steps_or_bargain(0.5, 3.5), RELEASED, PEOPLE, +1, 5,
             fails="in nearly all draws nobody agrees on anything: at 0.125 even the first step is "
             "too dear for both"),
        Part("10b", "small steps free more people if both beliefs start at 0.25",
             steps_or_bargain(1, 3), RELEASED, PEOPLE, +1, 5,
             fails="in half of the draws even the first step finds no room for agreement"),
        Part("10c", "at 0.5 small steps free at most five people more",
             steps_or_bargain(2, 2), RELEASED, PEOPLE, -1, -5,
             fails="at 0.5 one bargain is still beyond reach: it is too large a risk for both, and "
             "exposure makes distrust count twice for whoever moves first"),
        Part("10d", "at 0.25, where anything is agreed with Washington, small steps free more "
             "people",
             steps_or_bargain(1, 3), change(outcome("released"), effects.something_agreed),
             PEOPLE, +1, 5, instead_of="10b"),
        Part("10e", "at 0.5 small steps still free more people", steps_or_bargain(2, 2), RELEASED,
             PEOPLE, +1, 5, instead_of="10c"),
        Part("10f", "at 0.875 small steps free at most five people more",
             steps_or_bargain(3.5, 0.5), RELEASED, PEOPLE, -1, -5, instead_of="10c",
             fails="true of the mean; in one draw in ten small steps stay ahead, mostly where the "
             "patron punishes or outbids, so that one large bargain is beyond reach at any trust"),
        Part("10g", "at 0.875, the patron looking on, small steps free at most five people more",
             {name: arm.but("patron.policy=indifferent")
              for name, arm in steps_or_bargain(3.5, 0.5).items()},
             RELEASED, PEOPLE, -1, -5, instead_of="10f"),
    ),
)  # fmt: skip
