"""Rules of the array code carried out wrongly on purpose, and where each shows.

``python -m tests.reference.planted`` finds the worlds and weeks anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from simulator.model.rounding import ceil_people, floor_people
from tests.reference import rules
from tests.reference.planting import Change

ECONOMY, SALES, PRICE = (f"simulator.model.{name}" for name in ("economy", "sales", "price"))
PRISONERS = "simulator.model.prisoners"
BARGAINING = "simulator.model.bargaining"
DELIVERY = "simulator.model.delivery"
BELIEF = "simulator.model.belief:Trust"
PATRON = "simulator.model.patron"
RELIANCE = "simulator.model.reliance"


def _half_of_what_is_in_force(
    original: Any, level: Any, start: Any, given: Any, *, half: bool
) -> Any:
    whole = original(level, start, given, half=False)
    return (level + whole) / 2 if half else whole


def _upside_down(original: Any, people: Any, mix: Any, held: Any) -> Any:
    return original(people, mix[::-1], held[::-1])[::-1]


def _latest_change_first(original: Any, dial: Any) -> None:
    in_order = dict(dial.changes)
    dial.changes = dict(reversed(in_order.items()))
    original(dial)
    dial.changes = in_order


def _lag_one_week_shorter(original: Any, draws: Any, value: Any, path: str) -> Any:
    drawn = original(draws, value, path)
    return np.maximum(0, drawn - 1) if path == "prisoners.recognition_lag_weeks" else drawn


def _tranches_rounded_up(original: Any, people: Any, tranche: Any, tranches: Any) -> Any:
    return original(people, tranches + 1 - tranche, tranches)


PLANTED = [
    Change(
        rules.PRICE,
        "a month counted as four weeks",
        f"{PRICE}:weekly_volatility",
        lambda original, monthly: original(monthly) * (0.25 / (12 / 52)) ** 0.5,
        world=0, week=0, seen=rules.PRICE,
    ),
    Change(
        rules.LEDGER,
        "term ends rounded to the nearest, not by chance",
        f"{PRISONERS}:term_ends",
        lambda original, stock, rate, u: original(stock, rate, np.full_like(u, 0.5)),
        world=1, week=0, seen=rules.LEDGER,
    ),
    Change(
        rules.GESTURE,
        "a gesture leaves the last of its class in prison",
        f"{PRISONERS}:gesture",
        lambda original, stock, people, **k: original(np.maximum(stock - 1, 0), people, **k),
        world=37, week=0, seen=rules.GESTURE,
    ),
    Change(
        rules.ARRESTS,
        "the lognormal factor has median 1 instead of mean 1",
        f"{PRISONERS}:arrest_factor",
        lambda original, z, log_variance: original(z, log_variance) * np.exp(0.5 * log_variance),
        world=0, week=0, seen=rules.ARRESTS,
    ),
    Change(
        "7.2 Who is arrested",
        "shares of this week's arrests instead of all so far",
        f"{PRISONERS}:split_arrests",
        lambda original, arrested, before, shares: original(arrested, before * 0, shares),
        world=24, week=1, seen=rules.MOST,
    ),
    Change(
        "7.2 Incentive",
        "people given up are not taken off the prize",
        f"{PRISONERS}:incentive_growth",
        lambda original, value, hold, people, held: original(value, hold, people * 0, held),
        world=44, week=2, seen=rules.ARRESTS,
    ),
    Change(
        rules.ARRESTS,
        "the revolving door is straight up to its cap, not curved",
        f"{PRISONERS}:revolving_door",
        lambda _, incentive, restock, cap: 1 + np.minimum(cap, restock * incentive),
        world=10, week=2, seen=rules.ARRESTS,
    ),
    Change(
        rules.ECONOMY,
        "a route with two keys is open by their product, not the least",
        f"{SALES}:share_open",
        lambda _, keys, levels: np.prod([np.maximum(0.0, levels[k]) for k in keys], axis=0),
        world=132, week=15, seen=rules.ECONOMY,
    ),
    Change(
        rules.ECONOMY,
        "all tonnes lower the price, not only those above the start's",
        f"{SALES}:Sales.earned",
        lambda original, sales, price, access: original(
            replace(sales, tonnes_at_start=sales.tonnes_at_start * 0), price, access
        ),
        world=0, week=0, seen=rules.ECONOMY,
    ),
    Change(
        rules.ECONOMY,
        "trade through the patron feels the banks' friction too",
        f"{ECONOMY}:Finance.income",
        lambda original, finance, reliance, levels: original(finance, reliance * 0, levels),
        world=5, week=1, seen=rules.MOST,
    ),
    Change(
        rules.DECREE,
        "withdrawal felt as slowly as relief",
        f"{ECONOMY}:felt",
        lambda _, effective, legal, weeks: effective + (legal - effective) / weeks,
        world=6, week=1, seen=rules.DECREE,
    ),
    Change(
        rules.RELIANCE,
        "the half-life taken for a time constant",
        f"{RELIANCE}:Reliance.step",
        lambda _, ties, now, goal: goal + (now - goal) * np.exp(-1 / ties.half_life_weeks),
        world=6, week=1, seen=rules.RELIANCE,
    ),
    Change(
        rules.MOST,
        "the time until relief is felt counted by half",
        f"{BARGAINING}:present_value",
        lambda original, gain, rate, slowest: original(gain, rate, slowest / 2),
        world=8, week=1, seen=rules.ROUNDS,
    ),
    Change(
        "7.5 Exposure",
        "1/(2k) instead of 1/k",
        f"{BARGAINING}:exposure",
        lambda original, first, side, tranches: original(first, side, 2 * tranches),
        world=5, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.MOST,
        "scarcity counts one person more as held",
        f"{BARGAINING}:scarce_hold_values",
        lambda original, values, start, held, scarcity: original(values, start, held + 1, scarcity),
        world=136, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.MOST,
        "hold value over the whole mix, not the part that can be filled",
        f"{BARGAINING}:average_hold_value",
        lambda original, values, mix, held: original(values, mix, np.ones_like(held)),
        world=70, week=6, seen=rules.MOST,
    ),
    Change(
        rules.MOST,
        "the target's most rounded to the nearest, not down",
        f"{BARGAINING}:targets_most",
        lambda original, worth, hold, free: original(worth + hold / 2, hold, free),
        world=140, week=4, seen=rules.MOST,
    ),
    Change(
        rules.FEWEST,
        "rounded down, not up",
        f"{BARGAINING}:senders_fewest",
        lambda _, net, value, *, exposed, belief: np.maximum(
            1, floor_people(net / (value * belief * (1 - exposed * (1 - belief))))
        ),
        world=242, week=1, seen=rules.FEWEST,
    ),
    Change(
        rules.FEWEST,
        "fewer held than at the start makes relief cheaper",
        f"{BARGAINING}:growth",
        lambda _, published, at_start: published / np.maximum(at_start, 1) - 1.0,
        world=180, week=1, seen=rules.FEWEST,
    ),
    Change(
        "7.5 Opening demand",
        "not capped by the people on offer",
        f"{BARGAINING}:opening_demand",
        lambda original, multiple, cost, value, *, lo, free: original(
            multiple, cost, value, lo=lo, free=free + 10**6
        ),
        world=12, week=19, seen=rules.ROUNDS,
    ),
    Change(
        rules.ROUNDS,
        "the demand rounded down, not up",
        f"{BARGAINING}:demand",
        lambda _, opening, lo, conceded: floor_people(opening - (opening - lo) * conceded),
        world=18, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.ROUNDS,
        "the offer rounded up, not down",
        f"{BARGAINING}:offer",
        lambda _, hi, share, conceded: ceil_people(hi * (share + (1 - share) * conceded)),
        world=59, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.ROUNDS,
        "a solution named by the target gives the target the sender's share",
        f"{BARGAINING}:division",
        lambda original, lo, hi, share: original(lo, hi, 1.0 - share),
        world=37, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.ROUNDS,
        "Rubinstein's share with the two patiences exchanged",
        f"{BARGAINING}:rubinstein_share",
        lambda original, sender, target: original(target, sender),
        world=37, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.ROUNDS,
        "one round more than there are",
        "simulator.agents.talks:Talks._moves",
        lambda original, talks, worlds, terms, number, last: original(
            talks, worlds, terms, number, last + 1
        ),
        world=31, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.TURNS,
        "both at once wait for the shorter lag",
        f"{DELIVERY}:lag",
        lambda original, side, release, relief: np.where(
            side == 1, np.minimum(release, relief), original(side, release, relief)
        ),
        world=33, week=1, seen=rules.RELEASES,
    ),
    Change(
        "7.7 Does the mover keep its word?",
        "a deal's slips divided by its tranches",
        f"{DELIVERY}:slip_chance",
        lambda _, slip, tranches: slip / tranches,
        world=201, week=10, seen=rules.BREACH,
    ),
    Change(
        "7.7 Opportunist",
        "belief discounts the relief to lose as well",
        f"{DELIVERY}:target_gains_by_keeping",
        lambda original, cost, belief, *, to_come, to_lose, shadow: original(
            cost, belief, to_come=to_come, to_lose=belief * to_lose, shadow=shadow
        ),
        world=105, week=42, seen=rules.RELEASES,
    ),
    Change(
        rules.RELEASES,
        "tranches in the opposite order: the larger first",
        f"{DELIVERY}:tranche_people",
        _tranches_rounded_up,
        world=46, week=1, seen=rules.RELEASES,
    ),
    Change(
        rules.RELEASES,
        "who is missing is made up from the first listed class",
        f"{PRISONERS}:hand_over",
        _upside_down,
        world=245, week=3, seen=rules.GESTURE,
    ),
    Change(
        "8 largest remainder",
        "ties go to the class listed last",
        "simulator.model.rounding:largest_remainder",
        lambda original, total, shares: original(total, shares[::-1])[::-1],
        world=245, week=3, seen=rules.GESTURE,
    ),
    Change(
        rules.BELIEF,
        "each tranche kept earns the trust of a whole deal",
        f"{BELIEF}.kept_a_part",
        lambda original, trust, worlds, part: original(trust, worlds, part * 0 + 1.0),
        world=31, week=1, seen=rules.BELIEF,
    ),
    Change(
        rules.BELIEF,
        "a breach counts once, whatever its weight",
        f"{BELIEF}.broken_once",
        lambda _, trust, worlds: trust.doubted(worlds),
        world=67, week=1, seen=rules.BELIEF,
    ),
    Change(
        rules.BREACH,
        "half of the levels in force is taken back, not half of what the deal gave",
        f"{DELIVERY}:level_taken_back",
        _half_of_what_is_in_force,
        world=64, week=27, seen=rules.DECREE,
    ),
    Change(
        rules.WATCH,
        "a deal is watched one week too long",
        "simulator.agents.deals:DealBook.watched",
        lambda original, book, week: original(book, week - 1),
        world=1, week=21, seen=rules.WATCH,
    ),
    Change(
        rules.WATCH,
        "arrests recognised one week early",
        "simulator.agents.parameters:Draws.integer",
        _lag_one_week_shorter,
        world=2, week=6, seen=rules.WATCH,
    ),
    Change(
        "7.9 Freezes",
        "a freeze lasts one week too long",
        "simulator.agents.dossier:Dossier.freeze",
        lambda original, dossier, week, worlds, weeks: original(dossier, week, worlds, weeks + 1),
        world=56, week=2, seen=rules.LADDER,
    ),
    Change(
        rules.TIMELINE,
        "changes in force applied with the latest first",
        "simulator.agents.timeline:Dial.turn",
        _latest_change_first,
        world=16, week=19, seen=rules.ROUNDS,
    ),
    Change(
        "7.6 A sweetened offer",
        "the slowest instrument of its first rung only",
        "simulator.agents.ladder:Ladder.slowest",
        lambda original, ladder, rung, extra, worlds: original(ladder, rung, extra * 0 - 1, worlds),
        world=206, week=36, seen=rules.MOST,
    ),
    Change(
        rules.ROUNDS,
        "boulware gives way by the third power of time, not the fourth",
        f"{BARGAINING}:time_dependent",
        lambda original, fraction, beta: original(fraction, max(beta, 1 / 3)),
        world=107, week=3, seen=rules.ROUNDS,
    ),
    Change(
        rules.BREAKDOWN,
        "an escalation goes below the floor",
        f"{BARGAINING}:tightened",
        lambda _, level, step, floor: level - step,
        world=106, week=7, seen=rules.BREAKDOWN,
    ),
    Change(
        rules.PATRON,
        "the tolerance not taken off a further step's punishment",
        f"{PATRON}:cost_of_punishment",
        lambda original, grip, drift, *, step, tolerance: original(
            grip, drift, step=step, tolerance=tolerance * 0
        ),
        world=97, week=1, seen=rules.ROUNDS,
    ),
    Change(
        rules.PATRON,
        "the chance of a veto rises with all drift, not with what is above the tolerance",
        f"{PATRON}:veto_chance",
        lambda original, slope, drift, tolerance: original(slope, drift, tolerance * 0),
        world=77, week=20, seen=rules.PATRON,
    ),
    Change(
        rules.OUTCOMES,
        "utility discounted from the end of each week, not its beginning",
        f"{PRICE}:discounted",
        lambda original, rate, week: original(rate, week + 1),
        world=0, week=None, seen=rules.OUTCOMES,
    ),
]  # fmt: skip
"""Each is caught by comparing one world."""
