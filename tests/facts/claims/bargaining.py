"""Facts 1, 5 and 8: holding out, being believed, patience."""

from __future__ import annotations

from typing import Final

from tests.facts import effects
from tests.facts.claims.levers import FIRST_ROUND, HERE, ONLY_POTASH, PEOPLE, B, belief
from tests.facts.effects import LADDER, agreed, change, room
from tests.facts.experiment import Fact, Part

F1_ARMS: Final = {
    "linear": HERE.but(f"{B}.concession=linear"),
    "boulware": HERE.but(f"{B}.concession=boulware"),
}
F1_PAIRS: Final = effects.not_at_once("boulware", *LADDER)
FACT_1: Final = Fact(
    1,
    "Holding out buys more people for each rung, at the price of time.",
    "Where both get there, a sender that gives way late gets more people for a rung that is not "
    "taken at once, gets them later, and completes fewer rungs by the horizon.",
    "Faratin, Sierra & Jennings 1998",
    (
        Part("1a", "boulware gets more people for a rung than linear", F1_ARMS,
             change(agreed("prisoners", *LADDER), F1_PAIRS), PEOPLE, +1, 2),
        Part("1b", "boulware agrees on the rung later", F1_ARMS,
             change(agreed("agreed_week", *LADDER), F1_PAIRS), "weeks", +1, 2),
        Part("1c", "boulware completes fewer rungs by the horizon", F1_ARMS,
             change(effects.rungs_completed(156)), "rungs", -1, 0.1,
             fails="three years are long enough to catch up: the gap is widest after about a year "
             "and closes after that"),
        Part("1d", "where some rung is not taken at once, boulware completes fewer rungs in the "
             "first year", F1_ARMS,
             change(effects.rungs_completed(52), effects.some_not_at_once("boulware", *LADDER)),
             "rungs", -1, 0.1, instead_of="1c"),
    ),
)  # fmt: skip


F5_ARMS: Final = {
    "believed": HERE.but(*belief("target_trust", 3, 1)),
    "not believed": HERE.but(*belief("target_trust", 1, 3)),
}
KEEPS: Final = HERE.but(f"{B}.slip=0")
RENEGES: Final = (
    "timeline.reneges={week: 0, for_weeks: 26, behaviour: {sender: washington, slip: 1}}"
)
FACT_5: Final = Fact(
    5,
    "A sender that is not believed gets fewer people.",
    "A sender less believed at the start gets fewer people per rung; after it reneges its next "
    "rung buys fewer.",
    "Fearon 1995",
    (
        Part("5a", "a sender believed at 0.25, not at 0.75, gets fewer people per rung",
             F5_ARMS,
             change(agreed("prisoners", *LADDER)), PEOPLE, -1, 5,
             fails="an opening demand that is taken at once rests on the cost of the rung, not on "
             "belief, and a sender that opens at its fewest gets that in both arms"),
        Part("5b", "after Washington broke its word on contact, the airline buys fewer people",
             {"keeps": KEEPS, "reneges": KEEPS.but(RENEGES)},
             change(agreed("prisoners", "aviation"), effects.sender_broke_its_word("reneges")),
             PEOPLE, -1, 2),
        Part("5c", "a sender believed at 0.25, not at 0.75, gets fewer people for a rung that is "
             "haggled over", F5_ARMS,
             change(agreed("prisoners", *LADDER), effects.haggled_over("not believed", *LADDER)),
             PEOPLE, -1, 5, instead_of="5a"),
    ),
)  # fmt: skip


POTASH_ROOM: Final = change(room("washington", "potash"))
POTASH_FIRST_ROUND: Final = FIRST_ROUND.but(*ONLY_POTASH)
FACT_8: Final = Fact(
    8,
    "Patience and trust widen the room for agreement.",
    "A more patient target, or one with a higher belief, widens the room for agreement.",
    "Rubinstein 1982",
    (
        Part("8a", "a discount rate of 0.15 a year, not 0.50, widens the room on potash",
             {"impatient": POTASH_FIRST_ROUND.but("target.discount_rate_per_year=0.5"),
              "patient": POTASH_FIRST_ROUND.but("target.discount_rate_per_year=0.15")},
             POTASH_ROOM, PEOPLE, +1, 5),
        Part("8b", "a target's belief of 0.75, not 0.5, widens the room on potash",
             {"0.5": POTASH_FIRST_ROUND.but(*belief("target_trust", 2, 2)),
              "0.75": POTASH_FIRST_ROUND.but(*belief("target_trust", 3, 1))},
             POTASH_ROOM, PEOPLE, +1, 5),
        Part("8c", "a sender's belief of 0.75, not 0.5, widens the room on potash",
             {"0.5": POTASH_FIRST_ROUND.but(*belief("trust", 2, 2)),
              "0.75": POTASH_FIRST_ROUND.but(*belief("trust", 3, 1))},
             POTASH_ROOM, PEOPLE, +1, 5),
    ),
)  # fmt: skip
