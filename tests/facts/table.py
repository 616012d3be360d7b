"""The ten facts: what is expected, of which experiment, and how large at least.

The patterns are those of docs/ODD.md. Everything here was written before any of it was run.
"""

from __future__ import annotations

from typing import Final

from tests.facts import effects
from tests.facts.arm import Arm
from tests.facts.effects import LADDER, agreed, alone, change, outcome, room
from tests.facts.experiment import Fact, Part

W: Final = "senders.washington"
E: Final = "senders.brussels"
B: Final = f"{W}.behaviour"
EB: Final = f"{E}.behaviour"


def belief(of: str, kept: float, broken: float) -> tuple[str, str]:
    """A pair of counts behind a belief."""
    return f"{W}.{of}.kept={kept}", f"{W}.{of}.broken={broken}"


def both(kept: float, broken: float) -> tuple[str, ...]:
    """The same counts for Washington's belief and for Minsk's about Washington."""
    return (*belief("trust", kept, broken), *belief("target_trust", kept, broken))


def gift(sender: str, rung: str, *instruments: str) -> tuple[str, ...]:
    """A sender that gives one rung for a single person, at once and without accidents."""
    here = f"senders.{sender}"
    smooth = ("contact_gap_weeks=0.1", "release_lag_weeks=0", "relief_lag_weeks=0", "slip=0",
              "walk_out_per_round=0", "attention_lost_per_week=0", "snapback=none")  # fmt: skip
    return (
        f"{here}.order=[{rung}]",
        f"{here}.rungs.{rung}.ask=1",
        *(f"{here}.instruments.{name}.cost=0" for name in instruments),
        *(f"{here}.behaviour.{field}" for field in smooth),
    )


def waits(sender: str) -> str:
    """A sender that does not talk for the first quarter."""
    return f"timeline.wait={{week: 0, freeze: {{sender: {sender}, weeks: 13}}}}"


HERE: Final = Arm()
FIRST_ROUND: Final = Arm(weeks=40)  # long enough for a first talk; nothing later is looked at
ONLY_POTASH: Final = (f"{W}.order=[potash]", f"{E}.order=[]")
ONLY_AVIATION: Final = (f"{W}.order=[aviation]", f"{E}.order=[]")
ONLY_TRANSIT: Final = (f"{W}.order=[]", f"{E}.order=[transit]", f"{EB}.contact_gap_weeks=9")
BRUSSELS_JOINS: Final = HERE.but(f"{EB}.contact_gap_weeks=13")
PEOPLE: Final = "people"


F1_ARMS: Final = {
    "linear": HERE.but(f"{B}.concession=linear"),
    "boulware": HERE.but(f"{B}.concession=boulware"),
}
F1_PAIRS: Final = effects.not_at_once("boulware", *LADDER)
FACT_1: Final = Fact(
    1,
    "Where both get there, a sender that gives way late gets more people for a rung that is not "
    "taken at once, gets them later, and completes fewer rungs by the horizon.",
    "Faratin, Sierra & Jennings 1998",
    (
        Part("1a", "boulware gets more people for a rung than linear", F1_ARMS,
             change(agreed("prisoners", *LADDER), F1_PAIRS), PEOPLE, +1, 2),
        Part("1b", "it agrees on the rung later", F1_ARMS,
             change(agreed("agreed_week", *LADDER), F1_PAIRS), "weeks", +1, 2),
        Part("1c", "it completes fewer rungs by the horizon", F1_ARMS,
             change(effects.rungs_completed), "rungs", -1, 0.1),
    ),
)  # fmt: skip

# The price alone: both sides name the same division at once, so that the same deals are struck at
# the same time, for more or for fewer people.
NAMED: Final = HERE.but("target.concession=nash", f"{B}.concession=nash")
REVOLVING: Final = HERE.but("prisoners.restock=7.5", "prisoners.restock_cap=0.87")
FACT_2: Final = Fact(
    2,
    "A sender that pays more per head causes more arrests. With a strong revolving door gross "
    "releases flatter: the net effect of talks is far below them and can be negative.",
    "moral hazard in hostage markets (takings-uplift-after-concession in seeds/evidence.csv)",
    (
        Part("2a", "a sender that takes a quarter of the room for agreement, not three quarters, "
             "causes more arrests",
             {"cheap": NAMED.but(f"{B}.bargaining_weight=0.75"),
              "dear": NAMED.but(f"{B}.bargaining_weight=0.25")},
             change(outcome("arrested")), PEOPLE, +1, 10),
        Part("2b", "with a strong revolving door fewer than half of those freed are missing from "
             "the prisons at the end: half of those freed less the net effect",
             {"strong": REVOLVING}, alone(effects.shortfall), PEOPLE, +1, 10),
        Part("2c", "a strong revolving door makes talks leave more people in prison than no talks, "
             "in more worlds than none does",
             {"none": HERE.but("prisoners.restock=0"), "strong": REVOLVING},
             change(effects.worse_than_no_talks), "share of worlds", +1, 0.1),
    ),
)  # fmt: skip

# The other side's relief comes as a gift within the first quarter; no revolving door, so that the
# gift leaves the prisons as they are.
STILL: Final = HERE.but("prisoners.restock=0")
FOR_POTASH: Final = STILL.but(f"{W}.order=[potash]", waits("washington"))
FOR_TRANSIT: Final = STILL.but(
    f"{E}.order=[transit]", f"{EB}.contact_gap_weeks=9", waits("brussels")
)
FACT_3: Final = Fact(
    3,
    "Potash relief buys more people once the transit route is open, and the route more once potash "
    "is eased.",
    "complementary instruments (docs/ODD.md, 7.3)",
    (
        Part("3a", "potash relief buys more people once the route is open",
             {"shut": FOR_POTASH.but(f"{E}.order=[]"),
              "open": FOR_POTASH.but(
                  *gift("brussels", "transit", "eu_potash_ban", "vilnius_transit"))},
             change(agreed("prisoners", "potash")), PEOPLE, +1, 2),
        Part("3b", "the route buys more people once potash is eased",
             {"not eased": FOR_TRANSIT.but(f"{W}.order=[]"),
              "eased": FOR_TRANSIT.but(*gift("washington", "potash", "potash"))},
             change(agreed("prisoners", "transit")), PEOPLE, +1, 2),
    ),
)  # fmt: skip


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
    "A punishing patron shrinks the room for agreement on the large rungs first; an outbidding one "
    "too, and then reliance does not fall.",
    "Early 2015",
    (
        Part("4a", "a punishing patron shrinks the room for agreement on transit",
             on_transit("punish"), change(room("brussels", "transit")), PEOPLE, -1, 20),
        Part("4b", "it takes a larger share of what Minsk would give for transit than for the "
             "airline", patron("punish"), effects.loss_of_large_less_small, "share", +1, 0.1),
        Part("4c", "an outbidding patron shrinks the room for agreement on transit",
             on_transit("compensate"), change(room("brussels", "transit")), PEOPLE, -1, 20),
        Part("4d", "it takes a larger share of what Minsk would give for transit than for the "
             "airline", patron("compensate"), effects.loss_of_large_less_small, "share", +1, 0.1),
        Part("4e", "with Brussels at the table, reliance ends higher if the patron outbids",
             OUTBIDDING, change(outcome("reliance_end")), "reliance", +1, 0.005),
        Part("4f", "with Brussels at the table and a patron that outbids, reliance does not fall "
             "by more than 0.01 (the smallest step of the published index)",
             {"outbids": OUTBIDDING["outbids"]},
             alone(lambda lived: outcome("reliance_end")(lived)
                   - outcome("reliance_start")(lived)), "reliance", +1, -0.01),
    ),
)  # fmt: skip

KEEPS: Final = HERE.but(f"{B}.slip=0")
RENEGES: Final = (
    "timeline.reneges={week: 0, for_weeks: 26, behaviour: {sender: washington, slip: 1}}"
)
FACT_5: Final = Fact(
    5,
    "A sender less believed at the start gets fewer people per rung; after it reneges its next "
    "rung buys fewer.",
    "Fearon 1995",
    (
        Part("5a", "a sender believed at 0.25, not at 0.75, gets fewer people per rung",
             {"believed": HERE.but(*belief("target_trust", 3, 1)),
              "not believed": HERE.but(*belief("target_trust", 1, 3))},
             change(agreed("prisoners", *LADDER)), PEOPLE, -1, 5),
        Part("5b", "after Washington broke its word on contact, the airline buys fewer people",
             {"keeps": KEEPS, "reneges": KEEPS.but(RENEGES)},
             change(agreed("prisoners", "aviation"), effects.sender_broke_its_word("reneges")),
             PEOPLE, -1, 2),
    ),
)  # fmt: skip

# A target with no good name to lose: with one, it may deliver small tranches for the name's sake.
TEMPTED: Final = HERE.but(
    f"{B}.first=sender", "target.delivery=opportunist", "target.shadow_usd_m=0"
)
NO_SNAPBACK: Final = TEMPTED.but(f"{B}.snapback=none")
SNAPBACK: Final = TEMPTED.but(f"{B}.snapback=full")
FACT_6: Final = Fact(
    6,
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
             {"target first": HERE.but(f"{B}.first=target"),
              "sender first": HERE.but(f"{B}.first=sender")},
             change(agreed("prisoners", *LADDER)), PEOPLE, -1, 1),
    ),
)  # fmt: skip


def price(usd_per_t: float) -> tuple[str, str]:
    """A price that holds throughout."""
    return (
        f"commodity.price_usd_per_t={usd_per_t}",
        f"commodity.long_run_price_usd_per_t={usd_per_t}",
    )


def prices(*overrides: str) -> dict[str, Arm]:
    """A low and a high price, both seen between 2018 and 2025 (seeds/potash_price.csv)."""
    return {f"USD {p}": HERE.but(*overrides, *price(p)) for p in (300, 400)}


FACT_7: Final = Fact(
    7,
    "A higher price makes commodity relief buy more people, and raises income without any relief.",
    "docs/ODD.md, 7.3",
    (
        Part("7a", "potash relief, offered alone, buys more people at USD 400 than at USD 300",
             prices(*ONLY_POTASH), change(agreed("prisoners", "potash")), PEOPLE, +1, 2),
        Part("7b", "without any talks Minsk's income is higher",
             prices(f"{W}.order=[]", f"{E}.order=[]"), change(effects.weekly_income),
             "USD million a week", +1, 5),
    ),
)  # fmt: skip

POTASH_ROOM: Final = change(room("washington", "potash"))
POTASH_FIRST_ROUND: Final = FIRST_ROUND.but(*ONLY_POTASH)
FACT_8: Final = Fact(
    8,
    "A more patient target, or one with a higher belief, widens the room for agreement.",
    "Rubinstein 1982",
    (
        Part("8a", "a discount rate of 0.15 a year, not 0.50, widens the room on potash",
             {"impatient": POTASH_FIRST_ROUND.but("target.discount_rate_per_year=0.5"),
              "patient": POTASH_FIRST_ROUND.but("target.discount_rate_per_year=0.15")},
             POTASH_ROOM, PEOPLE, +1, 5),
        Part("8b", "a target's belief of 0.75, not 0.5, widens it",
             {"0.5": POTASH_FIRST_ROUND.but(*belief("target_trust", 2, 2)),
              "0.75": POTASH_FIRST_ROUND.but(*belief("target_trust", 3, 1))},
             POTASH_ROOM, PEOPLE, +1, 5),
        Part("8c", "a sender's belief of 0.75, not 0.5, widens it",
             {"0.5": POTASH_FIRST_ROUND.but(*belief("trust", 2, 2)),
              "0.75": POTASH_FIRST_ROUND.but(*belief("trust", 3, 1))},
             POTASH_ROOM, PEOPLE, +1, 5),
    ),
)  # fmt: skip

# Banks alone, so that the instrument that is tightened is the one the next talk is about; more
# walk-outs than usual, so that talks break down also where there is room for agreement.
BANKS: Final = HERE.but(
    f"{W}.order=[banks]", f"{W}.instruments.banks.floor=-0.5", f"{B}.walk_out_per_round=0.15",
    f"{B}.escalate_instrument=banks", f"{B}.escalate_step=0.25",
)  # fmt: skip
F9_ARMS: Final = {
    "retries": BANKS.but(f"{B}.on_breakdown=retry"),
    "escalates": BANKS.but(f"{B}.on_breakdown=escalate"),
}
FACT_9: Final = Fact(
    9,
    "Where a later deal is struck, escalation makes it buy more people, and raises reliance.",
    "coercion and its side effects (Early 2015)",
    (
        Part("9a", "the deal after a breakdown buys more people if the sender escalated", F9_ARMS,
             change(agreed("prisoners", "banks"), effects.after_a_breakdown), PEOPLE, +1, 3),
        Part("9b", "reliance at the end is higher where talks broke down", F9_ARMS,
             change(outcome("reliance_end"), effects.broke_down), "reliance", +1, 0.002),
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
    "When trust starts low on both sides, small steps first free more people by the horizon than "
    "the same relief in one bargain; with even beliefs the advantage is gone.",
    "Osgood 1962",
    (
        Part("10a", "small steps free more people if both beliefs start at 0.125",
             steps_or_bargain(0.5, 3.5), RELEASED, PEOPLE, +1, 5),
        Part("10b", "small steps free more people if both beliefs start at 0.25",
             steps_or_bargain(1, 3), RELEASED, PEOPLE, +1, 5),
        Part("10c", "at 0.5 small steps free at most five people more",
             steps_or_bargain(2, 2), RELEASED, PEOPLE, -1, -5),
    ),
)  # fmt: skip

FACTS: Final = (
    FACT_1, FACT_2, FACT_3, FACT_4, FACT_5, FACT_6, FACT_7, FACT_8, FACT_9, FACT_10,
)  # fmt: skip
