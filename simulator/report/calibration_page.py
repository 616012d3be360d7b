"""The page of a calibration: what observations say about the numbers of a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from simulator.report import words
from simulator.report.document import Block, Cell, Document, Fold, Heading, Row, Table, Text
from simulator.report.experiment import Done, experiment_page, worlds_and_seed
from simulator.report.experiment import Told as ToldOnPage
from simulator.report.figures.calibration import parameter_name, span_of, words_of
from simulator.report.figures.ranks import check_name
from simulator.report.hindcast_view import quantity_in_words
from simulator.report.html import drawn
from simulator.report.language import tr, trn
from simulator.report.sensitivity import names
from simulator.report.sensitivity.meanings import meanings

if TYPE_CHECKING:
    import pandas as pd

    from simulator.report.calibration_told import Told
    from simulator.report.picture import Picture


def document(told: Told, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a calibration from its figures: what was learned, what is foreseen, checks."""
    bank = told.done.bank
    scenario = bank.scenario
    topics = [
        tr("What was learned"),
        tr("Foreseen before and after, and what happened"),
        *(tr("Ranks of true values: {check}", check=check_name(name)) for name in told.checks),
    ]
    said = ToldOnPage(
        tr("Calibration"),
        scenario.title or scenario.name,
        tr("What do the observations say about the numbers of this scenario?"),
        worlds_and_seed(bank.worlds, bank.seed),
        (Text(_method(told)),),
        tuple(_found(told)),
        tuple(_sure(told)),
        (
            tr(
                "The same observations cannot test what was learned from them. What was not "
                "learned keeps its prior, which is an assumption."
            ),
        ),
        tuple(
            drawn(picture, topic=topic, named=_named(told))
            for picture, topic in zip(pictures, topics, strict=True)
        ),
    )
    return experiment_page(said, Done(scenario, scenario.name, bank.seed, bank.worlds, command))


def _method(told: Told) -> str:
    bank, kept = told.done.bank, told.done.kept
    return tr(
        "Of {worlds}, each with its own draw of {parameters}, the {kept} nearest to {observed} "
        "were kept (worth {effective} equally weighed ones).",
        worlds=words.count(bank.worlds, "world", "worlds"),
        parameters=words.count(len(told.done.parameters), "parameter", "parameters"),
        kept=words.whole(len(kept.worlds)),
        observed=words.count(len(bank.features), "observed number", "observed numbers"),
        effective=words.whole(kept.effective),
    )


def _named(told: Told) -> dict[str, str]:
    """What names in the tables behind the figures are called."""
    scenario = told.done.bank.scenario
    paths = (one.path for one in told.done.parameters)
    return {path: parameter_name(told.done, path) for path in paths} | {
        name: quantity_in_words(name, scenario) for name in told.predictive["quantity"].unique()
    }


def _found(told: Told) -> Iterator[Block]:
    table = told.done.learned
    learned, rest = table[told.done.is_learned], table[~told.done.is_learned]
    if not len(learned):
        yield Text(
            tr("Nothing was learned: the observations say next to nothing about any number.")
        )
    else:
        yield Table(
            tr("Table of what was learned"),
            tr(
                "Range: the {middle} of what is possible. Narrower by: standard deviation, on the "
                "prior’s scale.",
                middle=words.middle(),
            ),
            (tr("Number"), tr("Before"), tr("Now"), tr("Narrower by")),
            tuple(_row(told, row) for _, row in learned.iterrows()),
        )
        yield Heading(tr("What these numbers are"))
        yield from meanings(learned["path"], told.done.bank.scenario)
    yield Fold(
        trn(
            "{n} number of which next to nothing was learned",
            "{n} numbers of which next to nothing was learned",
            len(rest),
            n=words.whole(len(rest)),
        ),
        tuple(
            meanings(
                sorted(rest["path"]),
                told.done.bank.scenario,
                label=tr("Table of the numbers of which next to nothing was learned"),
            )
        ),
    )


def _row(told: Told, row: pd.Series[Any]) -> Row:
    name = Cell(parameter_name(told.done, row["path"]), names.parameter_unit(row["path"]), own=True)
    if row["kind"] != "number":
        before, now = (Cell(words_of(row, of), own=True) for of in ("prior", "posterior"))
        return Row((name, before, now, Cell(words.NONE)))
    narrower = words.percent(max(0.0, float(row["contraction"])))
    return Row((name, *(Cell(span_of(row, of)) for of in ("prior", "posterior")), Cell(narrower)))


def _sure(told: Told) -> Iterator[str]:
    surprises = told.surprises
    for of, name in (("prior", tr("prior")), ("posterior", tr("posterior"))):
        inside = int(surprises[f"{of}_inside80"].sum())
        yield tr(
            "Of {observations}, fresh worlds on parameters of the {source} have {inside} in the "
            "{middle}.",
            observations=words.count(len(surprises), "observation", "observations"),
            source=name,
            inside=words.whole(inside),
            middle=words.middle(),
        )
    for name, one in told.checks.items():
        yield tr(
            "On {histories} ({check}) the {middle} holds {share} of the true values.",
            histories=words.count(len(one.ranks), "made-up history", "made-up histories"),
            check=check_name(name),
            middle=words.middle(),
            share=words.percent(float(one.table["within80"].mean())),
        )
    if not told.checks:
        yield tr("It was not checked on made-up histories, whose true numbers would be known.")
