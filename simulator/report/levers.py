"""Who can offer what, and whose freedom is talked about, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from simulator.report.labels import labels_of
from simulator.report.language import tr


def levers(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each actor of a scenario by its label, and what it can do."""
    labels = labels_of(facts)
    for name, label in labels.senders.items():
        ladder = [rung.label for rung in labels.rungs_of(name)]
        text = tr("Offers nothing.")
        if ladder:
            text = tr("Offers, step by step: {steps}.", steps="; ".join(ladder))
        eases = [item.label for item in labels.instruments_of(name)]
        if eases and set(eases) != set(ladder):
            text += " " + tr("It can ease: {instruments}.", instruments="; ".join(eases))
        yield label, text
    classes = "; ".join(facts["classes"].values())
    yield labels.target, tr("Holds people of these classes: {classes}.", classes=classes)
    if facts.get("patron"):
        yield labels.patron, tr("Patron of {target}.", target=labels.target)
