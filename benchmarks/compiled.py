"""The physical limit: the same rules as one compiled scalar loop (numba), drawing its own numbers.

Nothing an interpreter or an array could cost is left: one world after another, every state a local
number, random numbers by SFC64. It is a yardstick and not an engine: it knows the rules that the
benchmark's scenario uses and no others, and refuses other scenarios. Price, repression, routes and
banks, scarcity, the revolving door, both ledgers, trust, talks, slips, snapbacks, attention and the
target's utility are all there. Its worlds are not those of a seed of the simulator; their means
must agree (``agreement`` in ``benchmarks/peers.py``).
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numba import njit

from simulator.scenario import Scenario

COLUMNS = (
    *("released", "gestures", "arrested", "term_ended", "held_end", "held_end_without_talks"),
    *("relief_value_usd_m", "reliance_end", "utility_target_usd_m", "deals", "breakdowns"),
    *("breaches_by_target", "breaches_by_senders", "snapbacks"),
)
FLOW, DISCOUNT, ROUTE, FINANCE = range(4)
KINDS = {"flow": FLOW, "commodity_discount": DISCOUNT, "commodity_route": ROUTE, "finance": FINANCE}
SIZES = ("value_usd_m_per_week", "discount_cut", "", "share")
IDLE, TALKING, RELEASE_DUE, RELIEF_DUE = range(4)
MOST_DEALS = 64
SLACK = 1e-9
BETA = {"boulware": 0.25, "linear": 1.0, "conceder": 4.0}
USED = {
    "delivery": "reliable", "first": "target", "tranches": 1, "watch": "arrivals",
    "snapback": "full", "on_breakdown": "retry",
}  # fmt: skip
"""What the senders of a scenario must do for this loop to know its rules."""


class Parameters(NamedTuple):
    """The scenario as plain numbers and arrays: by class, instrument, route, sender, rung."""

    weeks: int
    held: Any
    shares: Any
    term_rates: Any
    hold_values: Any
    prisoners: Any  # the numbers of PRISONERS
    gesture_class: int
    publish: tuple[int, int]  # every so many weeks, recognised after so many
    market: Any  # the numbers of COMMODITY
    routes: Any  # (routes, [capacity, logistics]), cheapest first
    finance: Any  # the numbers of FINANCE_NUMBERS
    keys: Any  # (routes,): the instrument that opens each, or -1
    instruments: Any  # (instruments, [kind, size, time constant, cost, reliance effect])
    of_kind: Any  # the instruments of each kind
    reliance: Any  # start, half-life
    target: Any  # discount rate, opening, exponent, slip
    owners: Any  # (senders, [first instrument, one past the last])
    senders: Any  # (senders, the numbers of BEHAVIOUR, strategic value, exponent, trust)
    values: Any  # (senders, classes): what a prisoner is worth
    ladders: Any  # (senders, rungs): the instrument of each rung, or -1
    mixes: Any  # (senders, rungs, classes)


PRISONERS = (
    "scarcity arrests_per_week arrests_variation restock restock_cap incentive_memory_weeks calm "
    "gesture_chance_per_week gesture_people"
).split()
COMMODITY = (
    "price_usd_per_t long_run_price_usd_per_t volatility_per_month half_life_weeks "
    "capacity_mt_per_year realisation discount cash_cost_usd_per_t own_price_effect_per_mt"
).split()
FINANCE_NUMBERS = ("total_trade_usd_m_per_year", "friction", "joint")
BEHAVIOUR = (
    "contact_gap_weeks rounds round_weeks cooling_weeks opening hawk walk_out_per_round slip "
    "release_lag_weeks relief_lag_weeks watch_weeks alarm_people tolerance "
    "attention_lost_per_week attention_weeks"
).split()
TRUST = len(BEHAVIOUR) + 2  # after the strategic value and the exponent


def parameters(scenario: Scenario) -> Parameters:
    """The scenario for the loop; one with rules that the loop does not know is refused."""
    _check(scenario)
    people, senders = scenario.prisoners, scenario.senders
    classes = list(people.classes.values())
    names = [name for one in senders.values() for name in one.instruments]
    routes = sorted(scenario.commodity.routes.values(), key=lambda r: r.logistics_usd_per_t)
    most = max(len(one.rungs) for one in senders.values())
    ladders = np.full((len(senders), most), -1)
    mixes = np.zeros((len(senders), most, len(classes)))
    for s, one in enumerate(senders.values()):
        for j, rung in enumerate(one.rungs.values()):
            ladders[s, j] = names.index(next(iter(rung.relief)))
            mixes[s, j] = [rung.mix.get(c, 0.0) for c in people.classes]
    instruments = np.array(
        [_instrument(i) for s in senders.values() for i in s.instruments.values()]
    )
    first = np.cumsum([0, *(len(one.instruments) for one in senders.values())])
    target = scenario.target
    return Parameters(
        scenario.horizon_weeks,
        np.array([one.held for one in classes], dtype=np.int64),
        np.array([one.arrest_share for one in classes]),
        np.array([one.term_ends_per_week for one in classes]),
        np.array([one.hold_value_usd_m for one in classes]),
        _numbers(people, PRISONERS),
        list(people.classes).index(str(people.gesture_class)),
        (people.publication_every_weeks, int(people.recognition_lag_weeks)),
        _numbers(scenario.commodity, COMMODITY),
        np.array([[r.capacity_mt_per_year, r.logistics_usd_per_t] for r in routes]),
        _numbers(scenario.finance, FINANCE_NUMBERS),
        np.array([names.index(r.keys[0]) if r.keys else -1 for r in routes]),
        instruments,
        tuple(np.flatnonzero(instruments[:, 0] == kind) for kind in range(len(KINDS))),
        np.array([scenario.reliance.start, scenario.reliance.half_life_weeks]),
        np.array([
            target.discount_rate_per_year, target.opening, 1 / BETA[target.concession], target.slip,
        ]),
        np.stack([first[:-1], first[1:]], axis=1),
        np.array([_sender(one) for one in senders.values()]),
        np.array([[one.prisoner_values[c] for c in people.classes] for one in senders.values()]),
        ladders,
        mixes,
    )  # fmt: skip


def _numbers(node: Any, names: Any) -> Any:
    return np.array([float(getattr(node, name)) for name in names])


def _instrument(node: Any) -> list[float]:
    kind = KINDS[node.kind]
    size = getattr(node, SIZES[kind]) if SIZES[kind] else 0.0
    return [kind, size, node.time_constant_weeks, node.cost, node.reliance_effect]


def _sender(node: Any) -> list[float]:
    trust = [getattr(t, n) for t in (node.trust, node.target_trust)
             for n in ("kept", "broken", "breach_weight")]  # fmt: skip
    exponent = 1 / BETA[node.behaviour.concession]
    return [*_numbers(node.behaviour, BEHAVIOUR), node.strategic_value, exponent, *trust]


def _check(scenario: Scenario) -> None:
    senders = scenario.senders.values()
    known = (
        not scenario.timeline
        and scenario.commodity is not None
        and scenario.finance is not None
        and scenario.target.delivery == "reliable"
        and (scenario.patron is None or scenario.patron.policy == ("indifferent",))
        and all(getattr(s.behaviour, k) == v for s in senders for k, v in USED.items())
        and all(len(r.relief) == 1 and r.ask is None and r.distancing == 0
                and set(r.relief.values()) == {1.0} for s in senders for r in s.rungs.values())
        and all(list(s.order) == list(s.rungs) for s in senders)
        and all(len(r.keys) <= 1 for r in scenario.commodity.routes.values())
    )  # fmt: skip
    if not known:
        raise ValueError(f"{scenario.name} uses rules that the compiled loop does not know")


@njit(error_model="numpy")
def floor_people(x: float) -> int:
    return math.floor(x + SLACK)


@njit(error_model="numpy")
def ceil_people(x: float) -> int:
    return math.ceil(x - SLACK)


@njit(error_model="numpy")
def at_most(a: float, b: float) -> bool:
    return a <= b + SLACK * max(1.0, abs(b))


@njit(error_model="numpy")
def sales(market, routes, keys, cuts, sizes, price, levels, tonnes_at_start, shipped):
    """Income a week from sales; fills ``shipped`` and returns the volume too."""
    kept = 1.0 - market[6]
    for k in cuts:
        kept += sizes[k] * levels[k]
    kept *= market[5]
    left, volume, netback = market[4], 0.0, price * kept - market[7]
    for r in range(len(routes)):
        room, key = routes[r, 0], keys[r]
        if key >= 0:
            room *= max(0.0, levels[key])
        shipped[r] = min(room, left) if netback - routes[r, 1] >= -SLACK else 0.0
        left -= shipped[r]
        volume += shipped[r]
    more = max(0.0, volume - tonnes_at_start)
    margin = price * (1.0 - market[8] * more) * kept - market[7]
    earned = 0.0
    for r in range(len(routes)):
        earned += shipped[r] * (margin - routes[r, 1])
    return earned / 52.0, volume


@njit(error_model="numpy")
def relief_income(flows, banks, finance, sizes, levels, reliance):
    """What the target earns a week beside sales: flows, and friction saved."""
    earned = 0.0
    eased, together = 0.0, 1.0
    for k in flows:
        earned += sizes[k] * levels[k]
    for k in banks:
        eased += sizes[k] * levels[k]
        together *= max(0.0, levels[k])
    exposed = finance[0] * (1.0 - reliance) * finance[1]
    return earned + exposed * (eased + finance[2] * together) / 52.0


@njit(error_model="numpy")
def leave(term_rates, gesture_class, held, u, pardons):
    """Terms end and a gesture may come; returns how many left either way."""
    ended = 0
    for c in range(len(held)):
        leaving = min(held[c], math.floor(term_rates[c] * held[c] + u[c]))
        held[c] -= leaving
        ended += leaving
    freed = min(pardons, held[gesture_class])
    held[gesture_class] -= freed
    return ended, freed


@njit(error_model="numpy")
def arrest(shares, held, arrested, number):
    """Split a week's arrests so that small classes fill in time."""
    total = number
    for c in range(len(held)):
        total += arrested[c]
    left = number
    for c in range(len(held)):
        taken = left
        if c < len(held) - 1:
            taken = min(left, floor_people(shares[c] * total) - arrested[c])
        left -= taken
        arrested[c] += taken
        held[c] += taken


@njit(error_model="numpy")
def release(mix, due, held, freed):
    """Free people by largest remainder; who is missing is made up, the last listed first."""
    left = due
    for c in range(len(held)):
        freed[c] = floor_people(due * mix[c])
        left -= freed[c]
    for _ in range(max(0, left)):
        best, most = 0, -1.0
        for c in range(len(held)):
            rest = round((due * mix[c] - floor_people(due * mix[c])) / SLACK)
            if freed[c] == floor_people(due * mix[c]) and rest > most:
                best, most = c, rest
        freed[best] += 1
    missing = due
    for c in range(len(held)):
        freed[c] = min(freed[c], held[c])
        missing -= freed[c]
    for c in range(len(held) - 1, -1, -1):
        extra = min(missing, held[c] - freed[c])
        freed[c] += extra
        missing -= extra
    for c in range(len(held)):
        held[c] -= freed[c]


@njit(error_model="numpy")
def hold_values(worth, start, scarcity, held, values):
    """What keeping one person is worth now, by class."""
    for c in range(len(held)):
        ratio = max(1, start[c]) / max(1, held[c])
        values[c] = worth[c] * ratio**scarcity


@njit(error_model="numpy")
def world(p, rng, out, tonnes_at_start):  # noqa: C901, PLR0912, PLR0915 - one loop, by design
    """Live through one world and write its outcomes."""
    # taken out of the tuple once: every access to it would count references
    start, shares, term_rates, worth_of = p.held, p.shares, p.term_rates, p.hold_values
    prisoners, gesture_class, market = p.prisoners, p.gesture_class, p.market
    routes, keys, finance, instruments = p.routes, p.keys, p.finance, p.instruments
    flows, cuts, banks = p.of_kind[FLOW], p.of_kind[DISCOUNT], p.of_kind[FINANCE]
    sizes, ties, target = instruments[:, 1].copy(), p.reliance, p.target
    terms, worths, ladders, mixes = p.senders, p.values, p.ladders, p.mixes
    every, recognition_lag = p.publish
    weeks = p.weeks
    classes, count, senders = len(start), len(instruments), len(terms)
    held, twin = start.copy(), start.copy()
    arrested, twin_arrested = np.zeros(classes, np.int64), np.zeros(classes, np.int64)
    freed, u, hold = np.zeros(classes, np.int64), np.empty(classes), np.empty(classes)
    legal, felt, then = np.zeros(count), np.zeros(count), np.zeros(count)
    none, shipped = np.zeros(count), np.zeros(len(routes))
    history = np.zeros(weeks, np.int64)
    phase, due = np.zeros(senders, np.int64), np.zeros(senders)
    frozen, crisis = np.zeros(senders), np.zeros(senders)
    rung, number = np.zeros(senders, np.int64), np.zeros(senders, np.int64)
    owed = np.zeros((senders, ladders.shape[1]), np.int64)
    people, first_deal = np.zeros(senders, np.int64), np.zeros(senders, np.int64)
    goal_from = np.zeros(senders)
    trust = terms[:, TRUST:].copy()
    deal_rung, watch_until = (
        np.zeros((senders, MOST_DEALS), np.int64),
        np.zeros((senders, MOST_DEALS)),
    )
    deal_start = np.zeros((senders, MOST_DEALS))
    deal_released = np.zeros((senders, MOST_DEALS), np.int64)
    seen_week = np.zeros((senders, MOST_DEALS), np.int64)
    seen = np.zeros((senders, MOST_DEALS), np.int64)
    completed = np.zeros(senders, np.int64)
    phi = math.exp(-math.log(2.0) / market[3])
    sigma = market[2] * math.sqrt(12.0 / 52.0)
    level, log_price = math.log(market[1]), math.log(market[0])
    variance = math.log1p(prisoners[2] ** 2)
    spread = math.sqrt(variance)
    memory = math.exp(-1.0 / prisoners[5])
    stays = math.exp(-math.log(2.0) / ties[1])
    rho = target[0]
    reliance, incentive, promised, last = ties[0], 0.0, 0, 0
    count_at_start = 0
    for c in range(classes):
        count_at_start += start[c]
    published, recognised = count_at_start, 0
    for s in range(senders):
        due[s] = rng.standard_exponential() * terms[s, 0]
        crisis[s] = rng.standard_exponential() / terms[s, 13] if terms[s, 13] > 0 else np.inf
    for t in range(weeks):
        # market
        log_price = level + (log_price - level) * phi + sigma * rng.standard_normal()
        price = math.exp(log_price)
        # target
        for c in range(classes):
            u[c] = rng.random()
        pardons = int(prisoners[8]) if rng.random() < prisoners[7] else 0
        ended, gestures = leave(term_rates, gesture_class, held, u, pardons)
        leave(term_rates, gesture_class, twin, u, pardons)
        out[1] += gestures
        out[3] += ended
        calm = False
        for s in range(senders):
            for d in range(completed[s]):
                calm = calm or watch_until[s, d] > t
        luck = math.exp(spread * rng.standard_normal() - 0.5 * variance)
        door, cap = 1.0, prisoners[4]
        if cap > 0:
            door = 1.0 - cap * math.expm1(-prisoners[3] * incentive / cap)
        rounding, usual = rng.random(), prisoners[1] * luck
        eased = 1.0 - prisoners[6] if calm else 1.0
        arrest(shares, held, arrested, math.floor(usual * eased * door + rounding))
        arrest(shares, twin, twin_arrested, math.floor(usual + rounding))
        incentive *= memory
        for c in range(classes):
            history[t] += arrested[c]
        # observer
        if t % every == 0:
            published, last = 0, t
            for c in range(classes):
                published += held[c]
            recognised = history[t - recognition_lag] if t >= recognition_lag else 0
        # senders
        for s in range(senders):
            b = terms[s]
            if last == t:  # watch
                for d in range(completed[s]):
                    if watch_until[s, d] <= t or seen_week[s, d] == t:
                        continue
                    newly = recognised - seen[s, d] - prisoners[1] * (t - seen_week[s, d])
                    if at_most(newly, b[11] + b[12] * deal_released[s, d]):
                        continue
                    out[13] += 1
                    trust[s, 1] += trust[s, 2]
                    trust[s, 4] += 1.0
                    k = ladders[s, deal_rung[s, d]]
                    legal[k] = min(legal[k], deal_start[s, d])
                    for later in range(d, completed[s]):
                        watch_until[s, later] = 0.0
                    if phase[s] < RELEASE_DUE:
                        phase[s] = IDLE
                        due[s] = t + b[3] + rng.standard_exponential() * b[0]
                    break
            if at_most(crisis[s], t):  # attention
                frozen[s] = max(frozen[s], t + b[14])
                crisis[s] = t + b[14] + rng.standard_exponential() / b[13]
            while at_most(due[s], t):
                if phase[s] == RELEASE_DUE:
                    j = rung[s]
                    k = ladders[s, j]
                    to_release = max(0, people[s] - owed[s, j])
                    promised -= to_release
                    if rng.random() < target[3] and to_release > 0:
                        out[11] += 1
                        trust[s, 1] += trust[s, 2]
                        phase[s] = IDLE
                        due[s] = t + b[3] + rng.standard_exponential() * b[0]
                        continue
                    hold_values(worth_of, start, prisoners[0], held, hold)
                    release(mixes[s, j], to_release, held, freed)
                    worth, total = 0.0, 0
                    for c in range(classes):
                        worth += freed[c] * hold[c]
                        total += freed[c]
                    out[8] -= math.exp(-rho * t / 52.0) * worth
                    out[0] += total
                    first_deal[s] = total
                    trust[s, 0] += 1.0
                    phase[s] = RELIEF_DUE
                    due[s] = t + b[9]
                elif phase[s] == RELIEF_DUE:
                    j = rung[s]
                    k = ladders[s, j]
                    if rng.random() < b[7]:
                        out[12] += 1
                        trust[s, 4] += trust[s, 5]
                        owed[s, j] += first_deal[s]
                        phase[s] = IDLE
                        due[s] = t + b[3] + rng.standard_exponential() * b[0]
                        continue
                    legal[k] = max(legal[k], 1.0)
                    trust[s, 3] += 1.0
                    owed[s, j] = 0
                    d = completed[s]
                    deal_rung[s, d], watch_until[s, d] = j, t + b[10]
                    deal_start[s, d], deal_released[s, d] = goal_from[s], first_deal[s]
                    seen_week[s, d], seen[s, d] = last, recognised
                    completed[s] += 1
                    phase[s] = IDLE
                    due[s] = t + rng.standard_exponential() * b[0]
                elif not at_most(frozen[s], t):
                    break
                else:
                    if phase[s] == IDLE:
                        j = 0
                        while j < ladders.shape[1] and ladders[s, j] >= 0:
                            if not at_most(1.0, legal[ladders[s, j]]):
                                break
                            j += 1
                        if j == ladders.shape[1] or ladders[s, j] < 0:
                            due[s] = np.inf
                            break
                        rung[s], number[s], phase[s] = j, 1, TALKING
                    j = rung[s]
                    k, mix = ladders[s, j], mixes[s, j]
                    then[:] = legal
                    then[k] = max(legal[k], 1.0)
                    rise = then[k] - legal[k]
                    step, cost = instruments[k, 4] * rise, instruments[k, 3] * rise
                    targets_belief = trust[s, 3] / (trust[s, 3] + trust[s, 4])
                    rate = rho - math.log(targets_belief)
                    gain, _ = sales(
                        market, routes, keys, cuts, sizes, price, then, tonnes_at_start, shipped
                    )
                    sold, _ = sales(
                        market, routes, keys, cuts, sizes, price, legal, tonnes_at_start, shipped
                    )
                    gain += relief_income(flows, banks, finance, sizes, then, reliance)
                    gain -= sold + relief_income(flows, banks, finance, sizes, legal, reliance)
                    value = 52.0 * gain / rate / (1.0 + rate * instruments[k, 2] / 52.0)
                    hold_values(worth_of, start, prisoners[0], held, hold)
                    weight, hold_value, free, worth, mix_all, over_all = (
                        0.0,
                        0.0,
                        -promised,
                        0.0,
                        0.0,
                        0.0,
                    )
                    all_held = 0
                    for c in range(classes):
                        all_held += held[c]
                        worth += mix[c] * worths[s, c]
                        mix_all += mix[c]
                        over_all += mix[c] * hold[c]
                        if mix[c] > 0:
                            free += held[c]
                            if held[c] > 0:
                                weight += mix[c]
                                hold_value += mix[c] * hold[c]
                    hold_value = hold_value / weight if weight > 0 else over_all / mix_all
                    free = max(0, free)
                    hi = min(free, floor_people(max(0.0, value * targets_belief) / hold_value))
                    belief = trust[s, 0] / (trust[s, 0] + trust[s, 1])
                    growth = max(0.0, published / count_at_start - 1.0)
                    net = cost * (1.0 + b[5] * growth) - b[15] * step
                    lo = max(1, ceil_people(net / (worth * belief)))
                    op = max(lo, min(free, ceil_people(b[4] * cost / worth)))
                    f, later = number[s] / b[1], min(1.0, (number[s] + 1) / b[1])
                    asked = ceil_people(op - (op - lo) * f ** b[16])
                    next_asked = ceil_people(op - (op - lo) * later ** b[16])
                    given = target[1] + (1.0 - target[1]) * f ** target[2]
                    offered = floor_people(hi * given)
                    agreed = 0
                    if lo <= hi and offered >= asked:
                        agreed = asked
                    elif lo <= hi and offered >= next_asked:
                        agreed = offered
                    if agreed > 0:
                        out[9] += 1
                        people[s], goal_from[s] = agreed, legal[k]
                        incentive += max(0.0, value / hold_value - agreed) / max(1, all_held)
                        promised += max(0, agreed - owed[s, j])
                        phase[s] = RELEASE_DUE
                        due[s] = t + b[8]
                    elif number[s] >= b[1] or rng.random() < b[6]:
                        out[10] += 1
                        phase[s] = IDLE
                        due[s] = t + b[3] + rng.standard_exponential() * b[0]
                    else:
                        number[s] += 1
                        due[s] = t + b[2]
        # relief is felt, reliance moves, the week is recorded
        goal = ties[0]
        for k in range(count):
            gap = legal[k] - felt[k]
            felt[k] += gap / instruments[k, 2] if gap > 0 else 0.5 * gap
            goal -= instruments[k, 4] * felt[k]
        goal = min(1.0, max(0.0, goal))
        reliance = goal + (reliance - goal) * stays
        if felt.any():
            relief, _ = sales(
                market, routes, keys, cuts, sizes, price, felt, tonnes_at_start, shipped
            )
            sold, _ = sales(
                market, routes, keys, cuts, sizes, price, none, tonnes_at_start, shipped
            )
            relief += relief_income(flows, banks, finance, sizes, felt, reliance) - sold
            out[6] += relief
            out[8] += math.exp(-rho * t / 52.0) * relief
    for c in range(classes):
        out[2] += arrested[c]
        out[4] += held[c]
        out[5] += twin[c]
    out[7] = reliance


@njit(error_model="numpy")
def run(p, rng, worlds):
    """Outcomes (worlds, columns), one world after another."""
    outcomes = np.zeros((worlds, 14))
    none, shipped, sizes = (
        np.zeros(len(p.keys) + len(p.instruments)),
        np.zeros(len(p.routes)),
        p.instruments[:, 1].copy(),
    )
    cuts = p.of_kind[DISCOUNT]
    _, tonnes_at_start = sales(
        p.market, p.routes, p.keys, cuts, sizes, p.market[0], none, 0.0, shipped
    )
    for w in range(worlds):
        world(p, rng, outcomes[w], tonnes_at_start)
    return outcomes


def by_loop(scenario: Scenario, worlds: int, *, seed: int = 1) -> dict[str, Any]:
    """Outcomes by column; the first call compiles."""
    generator = np.random.Generator(np.random.SFC64(seed))
    outcomes = run(parameters(scenario), generator, worlds)
    return dict(zip(COLUMNS, outcomes.T, strict=True))
