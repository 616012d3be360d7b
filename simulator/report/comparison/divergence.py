"""Why two scenarios differ, world by world: when they part and on what, in words and tables."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from simulator.analysis.comparison.divergence import ARRESTS, NEVER, Divergence, Parting
from simulator.report import words
from simulator.report.events import headline, main_events
from simulator.report.labels import Labels, labels_of
from simulator.report.language import tr, trn
from simulator.report.reasons import moves
from simulator.report.story import Teller, story_frame
from simulator.results.quantiles import quantiles

if TYPE_CHECKING:
    import pandas as pd

    from simulator.agents.journal import Event
    from simulator.analysis.comparison.compared import Compared
    from simulator.analysis.comparison.sides import Side
    from simulator.scenario import Scenario


_EXAMPLE: Final = 6
_COLUMNS: Final = (
    "other", "world", "week", "date", "kind", "base_actor", "base_event", "other_actor",
    "other_event",
)  # fmt: skip


def divergence_frame(compared: Compared, found: Sequence[Divergence]) -> pd.DataFrame:
    """A row a world and other scenario: when it parts from the first, and on what."""
    import pandas as pd

    rows = []
    for divergence, other in zip(found, compared.others, strict=True):
        base_labels, labels = _labels(compared.base.scenario), _labels(other.scenario)
        for one in divergence.partings:
            date = _date(compared, one.week).isoformat() if one.week != NEVER else ""
            week = one.week if one.week != NEVER else pd.NA
            base, after = _told(one.base, base_labels), _told(one.other, labels)
            rows.append((divergence.label, one.world, week, date, one.kind, *base, *after))
    return pd.DataFrame(rows, columns=list(_COLUMNS)).astype({"week": "Int64"})


def _labels(scenario: Scenario) -> Labels:
    from simulator.report.facts import scenario_facts

    return labels_of(scenario_facts(scenario))


def _date(compared: Compared, week: int) -> dt.date:
    return compared.base.scenario.start + dt.timedelta(weeks=week)


def _told(event: Event | None, labels: Labels) -> tuple[str, str]:
    """Who did what, in a sentence without its full stop; nothing where nothing was done."""
    if event is None:
        return "", ""
    teller = Teller(labels)
    if event.kind == "round":
        said = tr(
            "Round {number} on {rung}: {moves}",
            number=event.numbers["number"],
            rung=teller.rung(event),
            moves=moves(teller, event),
        )
    else:
        said = headline(teller.tell(event))
    return teller.actor(event), said


def divergence_sentences(compared: Compared, found: Divergence) -> Iterator[str]:
    """In which worlds a scenario parts from the first, when, and on what."""
    worlds, parted = found.worlds, found.parted
    same = worlds - len(parted)
    if not parted:
        yield tr(
            "In all of {worlds} followed, what is done is the same with “{other}” as with "
            "“{base}”, to the end.",
            worlds=words.count(worlds, "world", "worlds"),
            other=found.label,
            base=compared.base.label,
        )
        return
    if same:
        yield trn(
            "Of {worlds} followed event by event, {parted} parts; in {same} nothing that is done "
            "differs to the end.",
            "Of {worlds} followed event by event, {parted} part; in {same} nothing that is done "
            "differs to the end.",
            len(parted),
            worlds=words.count(worlds, "world", "worlds"),
            parted=words.whole(len(parted)),
            same=words.whole(same),
        )
    else:
        yield tr(
            "In every one of {worlds} followed event by event, something that is done differs.",
            worlds=words.count(worlds, "world", "worlds"),
        )
    weeks = np.array([one.week for one in parted])
    low, middle, high = quantiles(weeks.astype(np.float64), (0.1, 0.5, 0.9))
    span = words.span(*(words.month(_date(compared, math.floor(week))) for week in (low, high)))
    yield tr(
        "They part first in {first}; the median parting is in {month} ({middle}: {span}).",
        first=words.month(_date(compared, int(weeks.min()))),
        month=words.month(_date(compared, math.floor(middle))),
        middle=words.middle(),
        span=span,
    )
    kinds = [
        tr("{kind} in {share}", kind=_kind(kind), share=words.percent(many / len(parted)))
        for kind, many in list(found.kinds().items())[:3]
    ]
    yield tr("What differs first, of the worlds that part: {kinds}.", kinds=words.listed(kinds))
    yield from _example(compared, found)


def _kind(kind: str) -> str:
    """What first differs, by the kind of the event."""
    kinds = {
        ARRESTS: tr("the number of people arrested"),
        "round": tr("what is asked or offered in a round of talks"),
        "talks open": tr("when talks open, or on what"),
        "agreement": tr("an agreement"),
        "release": tr("a release"),
        "relief": tr("relief given"),
        "deal complete": tr("the completion of a deal"),
        "breach by target": tr("a promise broken by the target"),
        "breach by sender": tr("a promise broken by a sender"),
        "breakdown": tr("the breakdown of talks"),
        "alarm": tr("an alarm"),
        "snapback": tr("relief taken back"),
        "attention lost": tr("a crisis elsewhere"),
        "gesture": tr("pardons outside any deal"),
        "subsidy": tr("the patron’s subsidy"),
        "veto": tr("a veto of the patron"),
        "event": tr("a dated event of the scenario"),
    }
    return kinds.get(kind, kind)


def example_of(compared: Compared, found: Divergence) -> Parting | None:
    """The world to tell: it parts as most do, and the two sides end clearly apart, as on average.

    "Clearly" is by at least the median gap in the net effect among the worlds that part alike and
    whose gap lies on the side of the mean gap.
    """
    base, other = _net_effects(compared, found)
    return found.example(np.nan_to_num(other - base))


def _net_effects(
    compared: Compared, found: Divergence
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """The net effect with the first scenario and with the other, in the worlds followed."""
    base, other = (
        side.result.some(["net_effect"])["net_effect"].to_numpy(np.float64, na_value=np.nan)
        for side in (compared.base, _other(compared, found))
    )
    return base[: found.worlds], other[: found.worlds]


def _example(compared: Compared, found: Divergence) -> Iterator[str]:
    one = example_of(compared, found)
    if one is None:
        return
    ends = (words.fewer(float(one_side[one.world])) for one_side in _net_effects(compared, found))
    base_end, other_end = ends
    yield tr(
        "World {world}, for instance, is the same until the {week}. {apart} At the end, set beside "
        "no talks, {base_end} are held with “{base}” and {other_end} with “{other}”.",
        base_end=base_end,
        base=compared.base.label,
        other_end=other_end,
        other=found.label,
        world=one.world,
        week=words.week_of(_date(compared, one.week)),
        apart=_apart(compared, found, one),
    )


def _apart(compared: Compared, found: Divergence, one: Parting) -> str:
    """What each side does where a world parts."""
    if one.kind == ARRESTS:
        return tr("Then another number of people is arrested.")
    other, nothing = _other(compared, found), tr("nothing of the kind")
    return tr(
        "Then, with “{base}”: {first}. With “{other}”: {second}.",
        base=compared.base.label,
        first=_told(one.base, _labels(compared.base.scenario))[1] or nothing,
        other=found.label,
        second=_told(one.other, _labels(other.scenario))[1] or nothing,
    )


def _other(compared: Compared, found: Divergence) -> Side:
    return next(side for side in compared.others if side.label == found.label)


def kinds_frame(found: Sequence[Divergence]) -> pd.DataFrame:
    """What differs first, by kind: a row a kind and other scenario.

    ``share`` is of all worlds followed; ``never`` is the row of those that do not part.
    """
    import pandas as pd

    rows = []
    for one in found:
        never = one.worlds - len(one.parted)
        for kind, count in [*one.kinds().items(), ("never", never)]:
            rows.append((one.label, kind, count, count / one.worlds))
    return pd.DataFrame(rows, columns=["other", "kind", "worlds", "share"])


def side_by_side(compared: Compared, found: Divergence, world: int) -> pd.DataFrame:
    """A world told from where it parts, both scenarios in one table.

    Columns are ``date``, ``week`` and the labels. Only the main events; a cell is
    empty where that side has none in that week.
    """
    import pandas as pd

    parting = found.partings[world]
    other = _other(compared, found)
    told = [_story(side, world, since=parting.week) for side in (compared.base, other)]
    names = [compared.base.label, found.label]
    weeks = sorted({*told[0], *told[1]}) if parting.week != NEVER else []
    rows = [
        (_date(compared, week).isoformat(), week, *(one.get(week, "") for one in told))
        for week in weeks
    ]
    return pd.DataFrame(rows, columns=["date", "week", *names])


def _story(side: Side, world: int, *, since: int) -> dict[int, str]:
    """The main events of a world from a week on, by week."""
    from simulator.engine.replay import replay

    told = replay(side.scenario, seed=side.seed, world=world)
    story = story_frame(told.reasoned, _labels(side.scenario), side.scenario.start)
    events = main_events(story[story["week"] >= since], 4 * _EXAMPLE)
    found: dict[int, str] = {}
    for event in events.to_dict("records"):
        week, text = int(event["week"]), f"{headline(str(event['text']))}."
        found[week] = f"{found[week]} {text}" if week in found else text
    return found
