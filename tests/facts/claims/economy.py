"""Facts 2, 3 and 7: the revolving door, potash and the port, the price."""

from __future__ import annotations

from typing import Final

from tests.facts import effects
from tests.facts.arm import Arm
from tests.facts.claims.levers import EB, HERE, ONLY_POTASH, PEOPLE, B, E, W, gift, waits
from tests.facts.effects import agreed, alone, change, outcome
from tests.facts.experiment import Fact, Part

# The price alone: both sides name the same division at once, so that the same deals are struck at
# the same time, for more or for fewer people.
NAMED: Final = HERE.but("target.concession=nash", f"{B}.concession=nash")
REVOLVING: Final = HERE.but("prisoners.restock=7.5", "prisoners.restock_cap=0.87")
FACT_2: Final = Fact(
    2,
    "Paying more per head fills the prisons; gross releases flatter.",
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
        Part("2c", "with a strong revolving door talks leave more people in prison than no talks, "
             "in more worlds than with none",
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
# After looking: the economy alone. The gift neither calms arrests nor rouses the patron.
ECONOMY: Final = ("prisoners.calm=0", "patron.policy=indifferent")
FOR_TRANSIT_ALONE: Final = FOR_TRANSIT.but(*ECONOMY)
ROUTE: Final = {
    "shut": FOR_POTASH.but(*ECONOMY, f"{E}.order=[]"),
    "open": FOR_POTASH.but(
        *ECONOMY, *gift("brussels", "transit", "eu_potash_ban", "vilnius_transit")
    ),
}
FACT_3: Final = Fact(
    3,
    "Potash relief and the port are worth more together.",
    "Potash relief buys more people once the transit route is open, and the route more once potash "
    "is eased.",
    "complementary instruments (docs/ODD.md, 7.3)",
    (
        Part("3a", "potash relief buys more people once the route is open",
             {"shut": FOR_POTASH.but(f"{E}.order=[]"),
              "open": FOR_POTASH.but(
                  *gift("brussels", "transit", "eu_potash_ban", "vilnius_transit"))},
             change(agreed("prisoners", "potash")), PEOPLE, +1, 2,
             fails="what Minsk would give rises, but the number agreed follows what Washington "
             "asks, and where that is its fewest nothing is left to gain; besides, the gift is "
             "watched and calms arrests, so that people are fewer and dearer, and it lowers "
             "reliance, for which a punishing patron makes every further step pay"),
        Part("3b", "the route buys more people once potash is eased",
             {"not eased": FOR_TRANSIT.but(f"{W}.order=[]"),
              "eased": FOR_TRANSIT.but(*gift("washington", "potash", "potash"))},
             change(agreed("prisoners", "transit")), PEOPLE, +1, 2,
             fails="as 3a; Brussels often opens at its fewest, and in most draws too few deals are "
             "struck to judge"),
        Part("3c", "Minsk would give more people for potash relief once the route is open",
             ROUTE, change(effects.most("washington", "potash")), PEOPLE, +1, 2, instead_of="3a"),
        Part("3d", "Minsk would give more people for the route once potash is eased",
             {"not eased": FOR_TRANSIT_ALONE.but(f"{W}.order=[]"),
              "eased": FOR_TRANSIT_ALONE.but(*gift("washington", "potash", "potash"))},
             change(effects.most("brussels", "transit")), PEOPLE, +1, 2, instead_of="3b"),
        Part("3e", "potash relief that is haggled over buys more people once the route is open",
             ROUTE, change(agreed("prisoners", "potash"), effects.haggled_over("shut", "potash")),
             PEOPLE, +1, 2,
             instead_of="3a"),
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
    "A higher price makes potash relief buy more.",
    "A higher price makes commodity relief buy more people, and raises income without any relief.",
    "docs/ODD.md, 7.3",
    (
        Part("7a", "potash relief, offered alone, buys more people at USD 400 than at USD 300",
             prices(*ONLY_POTASH), change(agreed("prisoners", "potash")), PEOPLE, +1, 2,
             fails="as 3a: where Washington's opening is taken at once or is its fewest, the "
             "number is the same"),
        Part("7b", "without any talks Minsk's income is higher",
             prices(f"{W}.order=[]", f"{E}.order=[]"), change(effects.weekly_income),
             "USD million a week", +1, 5),
        Part("7c", "Minsk would give more people for potash relief at USD 400",
             prices(*ONLY_POTASH), change(effects.most("washington", "potash")), PEOPLE, +1, 2,
             instead_of="7a"),
        Part("7d", "potash relief that is haggled over buys more people at USD 400",
             prices(*ONLY_POTASH),
             change(agreed("prisoners", "potash"), effects.haggled_over("USD 300", "potash")),
             PEOPLE, +1, 2, instead_of="7a"),
    ),
)  # fmt: skip
