"""One world as a timeline of its talks, each with the reason why it ended as it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from simulator.report import words
from simulator.report.axes import date_axis, labels_that_fit
from simulator.report.labels import as_date, labels_of
from simulator.report.language import tr, trn
from simulator.report.picture import Picture
from simulator.report.sizes import is_narrow, room
from simulator.report.style import (
    FAINT,
    INK,
    QUIET,
    TARGET,
    Sheet,
    empty_panel,
    fitted,
    house_style,
    ink,
    sender_colours,
    sheet,
)
from simulator.report.talks import DEAL, OPEN, Talk, WorldTold, because, talks_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from simulator.report.tables import RunTables

_MOST: Final = 12

_LINE: Final = 0.135
_LEFT = 0.25


def _wide() -> float:
    """Room for the words beside the line, in inches."""
    return room() - 1.75 if is_narrow(room()) else room() - 4.1


def timeline(tables: RunTables) -> Picture:
    """Draw the talks of the world that the report tells."""
    return of_world(tables.told, tables.facts)


def of_world(told: WorldTold | None, facts: Mapping[str, Any]) -> Picture:
    """Draw the talks of one world with what each side would have settled for."""
    told = told or WorldTold(0, (), 0, labels_of(facts))
    talks = talks_of(told.events, told.labels)
    title = _title(told, talks)
    shown = talks[:_MOST]
    texts = [_text(told, talk) for talk in shown]
    with house_style():
        high = sum(len(lines) + 1 for _, lines in texts) * _LINE + len(texts) * 0.11
        page = sheet(title, _note(), facts, height=max(3.0, 1.75 + high))
        if shown:
            _draw(page, told, facts, texts=list(zip(shown, texts, strict=True)))
        else:
            axes = page.axes(_LEFT, page.width - 0.4, bottom=page.bottom + 0.4, top=page.top)
            empty_panel(axes, tr("No talks open in this world."))
        left = len(talks) - len(shown)
        if left:
            rest = tr("and {talks}", talks=words.count(left, "later talk", "later talks"))
            page.write(page.width - _wide() - 0.15, page.bottom + 0.1, rest, size=8, color=QUIET)
    return Picture(
        "timeline", title, page.figure, _table(told, talks), _alt(title, told, facts, talks=talks)
    )


def _title(told: WorldTold, talks: Sequence[Talk]) -> str:
    if not talks:
        return tr("In world {world} no talks open", world=told.world)
    deals = sum(talk.how == DEAL for talk in talks)
    held = trn("{n} talk", "{n} talks", len(talks), n=words.spelled(len(talks)))
    many = words.spelled(deals) if deals else tr("none")
    share = trn(
        "In world {world} {deals} of {talks} ends in a deal",
        "In world {world} {deals} of {talks} end in a deal",
        max(deals, 1),
        world=told.world,
        deals=many,
        talks=held,
    )
    going_on = sum(talk.how == OPEN for talk in talks)
    if going_on:
        share = trn(
            "{share}, {n} still goes on at the end",
            "{share}, {n} still go on at the end",
            going_on,
            share=share,
            n=words.spelled(going_on),
        )
    return trn(
        "{share}, and {people} is released",
        "{share}, and {people} are released",
        max(told.released, 1),
        share=share,
        people=words.people(told.released),
    )


def _note() -> str:
    return tr(
        "A line is a talk, a tick one of its rounds. Disc: agreement, with the number of people; "
        "cross: none. Diamond: the deal is carried out; its outline alone: it is broken. Triangle: "
        "relief is taken back. Grey: no talks are possible. One world is an example, not a "
        "forecast."
    )


def _text(told: WorldTold, talk: Talk) -> tuple[str, list[str]]:
    """Heading of a talk, and the lines that say why."""
    labels = told.labels
    sender = f"{labels.senders[talk.sender]}: " if len(labels.senders) > 1 else ""
    heading = fitted(f"{sender}{talk.rung}", 8, _wide(), bold=True)[0]
    said = because(talk, labels)
    other = told.otherwise.get((talk.rounds[-1], talk.sender)) if talk.rounds else None
    if other and talk.how == DEAL:
        said += " " + tr("In this last round there would have been no deal {had}.", had=other)
    elif other:
        said += " " + tr("In this last round there would have been a deal {had}.", had=other)
    return heading, fitted(said, 8, _wide(), lines=6 if is_narrow(room()) else 4)


def _draw(
    page: Sheet,
    told: WorldTold,
    facts: Mapping[str, Any],
    *,
    texts: Sequence[tuple[Talk, tuple[str, list[str]]]],
) -> None:
    bottom, top = page.bottom + 0.42, page.top - 0.05
    text = page.width - _wide() - 0.15
    axes = page.axes(_LEFT, text - 0.2, bottom=bottom, top=top)
    axes.set_ylim(0, top - bottom)
    date_axis(
        axes,
        as_date(facts["start"]),
        int(facts["horizon_weeks"]),
        labels=min(6, labels_that_fit(axes)),
    )
    axes.set_yticks([])
    axes.set_ylabel(tr("talks, one a row"))
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    colours = sender_colours(told.labels.senders)
    y = top
    for talk, (heading, lines) in texts:
        colour = colours[talk.sender]
        page.write(text, y, heading, size=8, weight="bold", color=ink(colour), va="top")
        for row, line in enumerate(lines, start=1):
            page.write(text, y - row * _LINE, line, size=8, color=INK, va="top")
        foot = y - (len(lines) + 1) * _LINE - 0.11
        _pauses(axes, told, talk.sender, (foot - bottom + 0.06, y - bottom + 0.04))
        _row(axes, talk, y - bottom - 0.11, colour)
        axes.axhline(foot - bottom + 0.05, color=FAINT, lw=0.4)
        y = foot


def _pauses(axes: Axes, told: WorldTold, sender: str, row: tuple[float, float]) -> None:
    """Weeks in which a sender cannot talk: another crisis, a freeze, the patron's veto."""
    for event in told.events:
        if event.kind == "veto" or (
            event.kind in ("attention lost", "freeze") and event.actor == sender
        ):
            end = event.week + float(event.numbers["weeks"])
            axes.fill_between([event.week, end], *row, color=QUIET, alpha=0.14, lw=0)


def _row(axes: Axes, talk: Talk, y: float, colour: str) -> None:
    end = talk.ended if talk.ended is not None else axes.get_xlim()[1]
    axes.plot([talk.opened, end], [y, y], color=colour, lw=1.4, solid_capstyle="butt")
    axes.plot(talk.rounds, [y] * len(talk.rounds), "|", color=colour, ms=7, mew=1.0)
    if talk.how == DEAL:
        axes.plot(end, y, "o", color=colour, ms=7)
        axes.annotate(words.whole(talk.people), (end, y), (0, 6), textcoords="offset points",
                      size=7.5, ha="center", color=ink(colour))  # fmt: skip
    elif talk.how != OPEN:
        axes.plot(end, y, "x", color=colour, ms=6.5, mew=1.6)
    over = talk.completed if talk.completed is not None else talk.broken
    if over is not None:
        axes.plot([end, over], [y, y], color=colour, lw=0.8, ls=":")
        face = colour if talk.completed is not None else "white"
        axes.plot(over, y, "D", color=colour, mfc=face, ms=5)
    if talk.taken_back is not None:
        axes.plot(talk.taken_back, y, "v", color=TARGET, ms=6)


def _table(told: WorldTold, talks: Sequence[Talk]) -> pd.DataFrame:
    """A row a talk: its weeks, how it ended, what was asked, offered and would have been taken."""
    import pandas as pd

    rows = [
        {
            "world": told.world,
            "sender": told.labels.senders[talk.sender],
            "rung": talk.rung.strip("“”"),
            "opened_week": talk.opened,
            "rounds": len(talk.rounds),
            "ended_week": talk.ended,
            "how": talk.how,
            "people": talk.people if talk.how == DEAL else None,
            **{key: talk.last.get(key) for key in ("asked", "offered", "lo", "hi")},
            "completed_week": talk.completed,
            "broken_week": talk.broken,
            "taken_back_week": talk.taken_back,
            "why": because(talk, told.labels),
        }
        for talk in talks
    ]
    names = ("world", "sender", "rung", "opened_week", "rounds", "ended_week", "how", "people",
             "asked", "offered", "lo", "hi", "completed_week", "broken_week", "taken_back_week",
             "why")  # fmt: skip
    return pd.DataFrame(rows, columns=list(names), dtype=object)


def _alt(title: str, told: WorldTold, facts: Mapping[str, Any], *, talks: Sequence[Talk]) -> str:
    start = as_date(facts["start"])
    said = [
        tr(
            "{day}, {sender} on {rung}: {because}",
            day=words.capital(words.week_of(words.week_date(start, talk.opened))),
            sender=told.labels.senders[talk.sender],
            rung=talk.rung,
            because=because(talk, told.labels),
        )
        for talk in talks
    ]
    return " ".join([tr("Talks of one world over time. {title}.", title=title), *said])
