"""Names and settings that several facts share."""

from __future__ import annotations

from typing import Final

from tests.facts.arm import Arm

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
