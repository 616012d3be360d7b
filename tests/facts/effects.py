"""Effects, world by world: what one arm shows less what the other shows, where both show it.

A measure gives each world a row of numbers, not-a-number where there is nothing to measure; a world
in which an arm has nothing to measure is no pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from tests.facts.live import Lived

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Measure = Callable[[Lived], Floats]
Where = Callable[[Mapping[str, Lived]], Bools]
Effect = Callable[[Mapping[str, Lived]], Floats]
LADDER = ("contact", "aviation", "potash", "banks")


def change(measure: Measure, where: Where | None = None) -> Effect:
    """The second arm's measure less the first's, in the worlds (and rungs) chosen by ``where``."""

    def effect(arms: Mapping[str, Lived]) -> Floats:
        first, second = arms.values()
        difference: Floats = measure(second) - measure(first)
        return difference if where is None else np.where(where(arms), difference, np.nan)

    return effect


def alone(measure: Measure) -> Effect:
    """What the only arm shows (its pair is within each world)."""
    return lambda arms: measure(*arms.values())


# -- measures ------------------------------------------------------------------------------------


def outcome(column: str) -> Measure:
    """A column of the outcomes."""
    return lambda lived: _tall(lived.outcomes[column])


def rungs_completed(before_week: int) -> Measure:
    """How many of Washington's rungs were completed before a week."""

    def measure(lived: Lived) -> Floats:
        weeks = lived.outcomes[[f"week_washington_{rung}" for rung in LADDER]]
        return _tall((weeks.astype("float64") < before_week).sum(axis=1))

    return measure


def agreed(column: str, *rungs: str) -> Measure:
    """A column of the first deal on each rung."""

    def measure(lived: Lived) -> Floats:
        return np.hstack([_first(lived, rung, column) for rung in rungs])

    return measure


def not_at_once(arm: str, *rungs: str) -> Where:
    """Rungs that an arm agreed on after the first round."""
    return lambda arms: agreed("round", *rungs)(arms[arm]) > 1


def some_not_at_once(arm: str, *rungs: str) -> Where:
    """Worlds in which an arm agreed on some of these rungs after the first round."""

    def where(arms: Mapping[str, Lived]) -> Bools:
        late: Bools = np.asarray(not_at_once(arm, *rungs)(arms).any(axis=1, keepdims=True))
        return late

    return where


def haggled_over(arm: str, *rungs: str) -> Where:
    """Rungs on which Washington asked at first for more than its fewest, and not taken at once."""

    def where(arms: Mapping[str, Lived]) -> Bools:
        asked, fewest = (
            np.hstack([_round(arms[arm], "washington", rung, column) for rung in rungs])
            for column in ("asked", "lo")
        )
        return (asked > fewest) & not_at_once(arm, *rungs)(arms)

    return where


def room(sender: str, rung: str) -> Measure:
    """The target's most less the sender's fewest, at the first round; negative if apart."""
    return lambda lived: _round(lived, sender, rung, "hi") - _round(lived, sender, rung, "lo")


def most(sender: str, rung: str) -> Measure:
    """The target's most at the first round on a rung."""
    return lambda lived: _round(lived, sender, rung, "hi")


def weekly_income(lived: Lived) -> Floats:
    """What the target earns from what is sanctioned, mean over the weeks looked at."""
    return _tall(np.mean(lived.income, axis=0))


# -- effects of several arms -----------------------------------------------------------------------


def loss_of_large_less_small(arms: Mapping[str, Lived]) -> Floats:
    """Share of the target's most that the patron takes away: on transit, less on the airline."""
    return _lost(arms, "brussels", "transit") - _lost(arms, "washington", "aviation")


def half_the_fall(arms: Mapping[str, Lived]) -> Floats:
    """Half of the fall in reliance in the first arm, less the fall in the second."""
    first, second = arms.values()
    return fall_in_reliance(first) / 2 - fall_in_reliance(second)


def _lost(arms: Mapping[str, Lived], sender: str, rung: str) -> Floats:
    without, with_patron = (
        most(sender, rung)(arms[f"{rung}, {which}"]) for which in ("left alone", "patron")
    )
    return 1 - with_patron / np.where(without > 0, without, np.nan)


def share_never_released(lived: Lived) -> Floats:
    """Of the people promised to Washington in deals that are over, the share never released."""
    people = _over(lived).groupby("world")[["prisoners", "released"]].sum()
    return _by_world(lived, 1 - people["released"] / people["prisoners"])


def share_carried_out(lived: Lived) -> Floats:
    """Share of Washington's deals that are over in which both sides delivered all."""
    deals = _over(lived)
    completed = deals["relief_week"].notna().astype("float64")
    return _by_world(lived, completed.groupby(deals["world"]).mean())


def fall_in_reliance(lived: Lived) -> Floats:
    """By how much reliance is lower at the end than at the start."""
    return outcome("reliance_start")(lived) - outcome("reliance_end")(lived)


def shortfall(lived: Lived) -> Floats:
    """Half of those freed in deals, less the fall in the number held that talks brought about."""
    return _tall(lived.outcomes["released"] / 2 - lived.outcomes["net_effect"])


def worse_than_no_talks(lived: Lived) -> Floats:
    """1 where more people are held at the end than in the same world without talks."""
    return _tall(lived.outcomes["net_effect"] < 0)


def something_agreed(arms: Mapping[str, Lived]) -> Bools:
    """Worlds in which Washington agreed on something in at least one arm."""
    first, second = (_struck(arm) for arm in arms.values())
    return first | second


def after_a_breakdown(rung: str) -> Where:
    """Worlds in which both arms agreed on a rung after Washington's first breakdown."""

    def where(arms: Mapping[str, Lived]) -> Bools:
        first, second = (
            agreed("agreed_week", rung)(arm) > _breakdown(arm) for arm in arms.values()
        )
        return first & second

    return where


def broke_down(arms: Mapping[str, Lived]) -> Bools:
    """Worlds in which Washington's talks broke down at least once in both arms."""
    first, second = (np.isfinite(_breakdown(arm)) for arm in arms.values())
    return first & second


def sender_broke_its_word(arm: str) -> Where:
    """Worlds of an arm with a breach by a sender."""
    return lambda arms: outcome("breaches_by_senders")(arms[arm]) > 0


# -- from tables to a row a world ------------------------------------------------------------------


def _tall(values: object) -> Floats:
    return np.asarray(values, dtype=np.float64).reshape(-1, 1)


def _by_world(lived: Lived, values: pd.Series[float]) -> Floats:
    return _tall(values.reindex(lived.outcomes["world"]))


def _first(lived: Lived, rung: str, column: str) -> Floats:
    deals = lived.deals[lived.deals["rung"] == rung].drop_duplicates("world")
    return _by_world(lived, deals.set_index("world")[column])


def _round(lived: Lived, sender: str, rung: str, column: str) -> Floats:
    rounds = lived.first_rounds
    chosen = rounds[(rounds["sender"] == sender) & (rounds["rung"] == rung)]
    return _by_world(lived, chosen.drop_duplicates("world").set_index("world")[column])


def _breakdown(lived: Lived) -> Floats:
    broken = lived.breakdowns[lived.breakdowns["sender"] == "washington"]
    return _by_world(lived, broken.drop_duplicates("world").set_index("world")["week"])


def _struck(lived: Lived) -> Bools:
    worlds = lived.deals.loc[lived.deals["sender"] == "washington", "world"]
    return lived.outcomes["world"].isin(worlds).to_numpy().reshape(-1, 1)


def _over(lived: Lived) -> pd.DataFrame:
    deals = lived.deals
    return deals[(deals["sender"] == "washington") & (deals["outcome"] != "open")]
