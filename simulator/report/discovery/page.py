"""The page of a discovery: in which worlds something happens, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from simulator.report import words
from simulator.report.discovery.sentences import clauses, condition_in_words, headline
from simulator.report.document import Block, Document, Heading, Table, Terms, Text, cells
from simulator.report.experiment import Done, Told, experiment_page, worlds_and_seed
from simulator.report.html import drawn
from simulator.report.language import tr
from simulator.report.sensitivity.meanings import meanings

if TYPE_CHECKING:
    from simulator.analysis.discovery.discovery import Discovery
    from simulator.report.picture import Picture


def document(found: Discovery, pictures: Sequence[Picture], *, command: str) -> Document:
    """The page of a discovery from its figures."""
    worlds, verdict = found.worlds, found.judgement
    scenario = worlds.scenario
    topics = {"steps": tr("What a narrower box would give"), "limits": tr("The limits of the box")}
    told = Told(
        tr("Discovery"),
        scenario.title or scenario.name,
        tr(
            "In which worlds does this hold: {condition}?",
            condition=condition_in_words(found.condition),
        ),
        worlds_and_seed(worlds.count, worlds.seed),
        (
            Text(
                tr(
                    "What was sought is a box: limits on the scenario’s uncertain numbers within "
                    "which the condition holds in more worlds than elsewhere. It was sought in "
                    "some of the worlds and judged in the others."
                )
            ),
        ),
        tuple(_found(found)),
        (
            tr(
                "A box is reported only if it does better than the base rate, {base}, in worlds "
                "it was not found in.",
                base=words.percent(verdict.base),
            ),
            tr(
                "The {confidence} of the density is Monte Carlo error; that a limit came again in "
                "halves of the worlds says how steady it is.",
                confidence=words.confidence(),
            ),
        ),
        (
            tr(
                "A box says where something is common, not why. Numbers that go together may stand "
                "for one another."
            ),
        ),
        tuple(drawn(picture, topic=topics[picture.name]) for picture in pictures),
    )
    return experiment_page(told, Done(scenario, scenario.name, worlds.seed, worlds.count, command))


def _found(found: Discovery) -> Iterator[Block]:
    scenario, verdict = found.worlds.scenario, found.judgement
    yield Text(headline(found))
    if found.speaks:
        yield Terms(tuple(_measures(found)))
        yield Table(
            tr("Table of limits"),
            tr("The limits of the box, and in what share of resamples each came again."),
            (tr("Limit"), tr("Came again")),
            tuple(
                cells([clause, words.percent(verdict.again[path])])
                for path, clause in zip(found.box.limits, clauses(found.box, scenario), strict=True)
            ),
        )
    yield from _tree(found)
    yield from _named(found)


def _named(found: Discovery) -> Iterator[Block]:
    """What the numbers that the box and the tree name are."""
    boxes = [found.box] if found.speaks else []
    boxes += [leaf.box for leaf in found.leaves]
    told = list(meanings((path for box in boxes for path in box.limits), found.worlds.scenario))
    if told:
        yield Heading(tr("What these numbers are"))
        yield from told


def _tree(found: Discovery) -> Iterator[Block]:
    scenario = found.worlds.scenario
    if found.leaves:
        yield Heading(tr("A classification tree"))
        yield Table(
            tr("Table of leaves"),
            tr("Each leaf of the tree, judged on worlds it was not grown on."),
            (tr("Leaf"), tr("Share of worlds"), tr("Condition holds in")),
            tuple(
                cells(
                    [
                        ", ".join(clauses(leaf.box, scenario)) or tr("every world"),
                        words.percent(leaf.mass),
                        words.percent(leaf.density),
                    ]
                )
                for leaf in found.leaves
            ),
        )


def _measures(found: Discovery) -> Iterator[tuple[str, str]]:
    verdict = found.judgement
    yield (
        tr("Density"),
        tr(
            "{share} of the box’s worlds ({confidence}: {interval}), judged on {worlds} of the box "
            "that had no part in finding it",
            share=words.percent(verdict.density),
            confidence=words.confidence(),
            interval=words.span(words.percent(verdict.low), words.percent(verdict.high)),
            worlds=words.count(verdict.worlds, "world", "worlds"),
        ),
    )
    yield (
        tr("Coverage"),
        tr("{share} of all such worlds lie in the box", share=words.percent(verdict.coverage)),
    )
    yield tr("Base rate"), tr("{share} of all worlds", share=words.percent(verdict.base))
    yield (
        tr("Stability"),
        tr(
            "{overlap} mean overlap with boxes found in halves of the worlds",
            overlap=words.decimal(verdict.stability, 2),
        ),
    )
