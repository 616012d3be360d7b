"""The page of a study of sensitivity: what is luck, and which numbers matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.document import Block, Document, Heading, Items, Table, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.html import drawn
from simulator.report.language import tr, trn
from simulator.report.sensitivity import names
from simulator.report.sensitivity.meanings import meanings
from simulator.report.sensitivity.tornado import moving

if TYPE_CHECKING:
    import pandas as pd

    from simulator.analysis.sensitivity.study import Study
    from simulator.report.picture import Picture

_MOST = 12


def document(study: Study, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a study from its figures: two an outcome."""
    outcomes = [names.outcome(outcome) for outcome in study.outcomes]
    topics = [
        topic
        for outcome in outcomes
        for topic in (
            tr("What makes {outcome} differ", outcome=outcome),
            tr("With which single numbers {outcome} differs", outcome=outcome),
        )
    ]
    paths = study.swings["parameter"].unique()
    named = {path: names.parameter(path, study.scenario) for path in paths}
    told = Told(
        tr("Sensitivity"),
        study.scenario.title or study.scenario.name,
        tr(
            "Which of the uncertain numbers matter to {outcomes}, and how much is luck?",
            outcomes=words.listed(outcomes),
        ),
        worlds_and_seed(study.worlds, study.seed),
        (Items(tuple(_asked(study))),),
        (
            *(block for outcome in study.outcomes for block in _found(study, outcome)),
            *_named(study),
        ),
        (
            tr(
                "A share whose {confidence} reaches zero is said to be no more than its upper end: "
                "it may be nothing. Among many numbers a few pass this test by chance.",
                confidence=words.confidence(),
            ),
            tr(
                "Shares are of the variance between worlds under the scenario’s own ranges: a "
                "number with a narrow range explains little, however much it matters."
            ),
        ),
        (tr("Variance is one way to say that something matters; it says nothing of direction."),),
        tuple(
            drawn(picture, topic=topic, named=named)
            for picture, topic in zip(pictures, topics, strict=True)
        ),
    )
    return experiment_page(
        told, Done(study.scenario, study.scenario.name, study.seed, study.worlds, command)
    )


def _asked(study: Study) -> Iterator[str]:
    told = {
        "given": lambda n: tr("{n}: an ordinary run, for what numbers explain by themselves", n=n),
        "replication": lambda n: tr("{n}: points in shared worlds, for luck", n=n),
        "morris": lambda n: tr("{n}: screening", n=n),
        "sobol": lambda n: tr("{n}: Sobol’ indices", n=n),
    }
    for stage, worlds in study.cost.items():
        if worlds:
            yield told[stage](words.count(worlds, "world", "worlds"))


def _found(study: Study, outcome: str) -> Iterator[Block]:
    yield Heading(words.capital(names.with_unit(outcome)))
    yield Items(tuple(_parts(study, outcome)))
    yield Text(
        tr(
            "These come from points that were run again with other luck, what one number explains "
            "by itself from an ordinary run: within their intervals a part may come out above the "
            "whole."
        )
    )
    found = study.of(outcome, "given-data", "first")
    told = found[found["told_from_zero"]]
    if not len(told):
        yield Text(tr("No number by itself explains a share that can be told from zero."))
        return
    yield Table(
        tr("Table of shares: {outcome}", outcome=names.outcome(outcome)),
        trn(
            "Explained by one number alone, of all variance ({confidence}). {n} other number "
            "cannot be told from zero.",
            "Explained by one number alone, of all variance ({confidence}). {n} other numbers "
            "cannot be told from zero.",
            len(found) - len(told),
            confidence=words.confidence(),
            n=words.whole(len(found) - len(told)),
        )
        + _not_shown(len(told)),
        (tr("Number"), tr("Share"), words.capital(words.confidence())),
        tuple(
            cells([names.parameter(str(path), study.scenario), *_share(row)])
            for path, row in told.head(_MOST).iterrows()
        ),
    )


def _named(study: Study) -> Iterator[Block]:
    """What the numbers that the tables and figures name are."""
    shown: list[str] = []
    for outcome in study.outcomes:
        found = study.of(outcome, "given-data", "first")
        shown += [str(path) for path in found[found["told_from_zero"]].head(_MOST).index]
        shown += moving(study, outcome)
    found_any = list(meanings(shown, study.scenario))
    if found_any:
        yield Heading(tr("What these numbers are"))
        yield from found_any


def _not_shown(told: int) -> str:
    """How many numbers with a share of their own the table leaves out, with a space before."""
    left = told - _MOST
    if left <= 0:
        return ""
    said = trn(
        "{n} more has a share of its own, and a smaller one: indices.csv has all.",
        "{n} more have shares of their own, and smaller ones: indices.csv has all.",
        left,
        n=words.whole(left),
    )
    return f" {said}"


def _parts(study: Study, outcome: str) -> Iterator[str]:
    parts = study.variance[study.variance["outcome"] == outcome].set_index("part")
    said = {
        "numbers": tr("the scenario’s uncertain numbers"),
        "luck": tr("luck alone"),
        "both": tr("luck and numbers together"),
    }
    for part, row in parts.iterrows():
        share, interval = _share(row)
        what = words.capital(said[str(part)])
        if row["low"] <= 0:
            yield tr(
                "{what}: a share that cannot be told from zero (at most {high}).",
                what=what,
                high=words.percent(float(row["high"])),
            )
        else:
            yield tr(
                "{what}: {share} of the variance between worlds ({confidence}: {interval}).",
                what=what,
                share=share,
                confidence=words.confidence(),
                interval=interval,
            )


def _share(row: pd.Series[float]) -> tuple[str, str]:
    value = float(row["value"] if "value" in row.index else row["share"])
    low, high = (max(0.0, float(row[end])) for end in ("low", "high"))
    return words.percent(value), words.span(words.percent(low), words.percent(high))
