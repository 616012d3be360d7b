"""Every figure of the project: what it shows, where its picture lies, and what makes it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
GALLERY: Final = ROOT / "reports" / "gallery"
INDEX: Final = GALLERY / "README.md"


@dataclass(frozen=True)
class Shelf:
    """Figures of one kind: a heading, the command that draws such, the one that renews these."""

    heading: str
    folder: str
    command: str
    renewed_by: str
    shown: dict[str, str]

    def paths(self) -> Iterator[Path]:
        """Where the pictures lie."""
        for name in self.shown:
            yield GALLERY / self.folder / f"{name}.png"


SHELVES: Final = (
    Shelf("A run", "", "sanctions run", "make gallery", {
        "prisoners": "People held and released, with and without talks",
        "deals": "How many worlds reach each rung, and how many people its deals free",
        "relief": "Relief as the economy feels it, by instrument",
        "reliance": "Reliance on the patron",
        "tradeoff": "What the relief was worth against how many fewer are held",
        "story": "One typical world, annotated",
        "timeline": "The talks of one world, and why each ended as it did",
        "road": "The road to a deal: demand and offer closing in on each other",
        "price": "Relief per person over time, for each released and each fewer held",
        "door": "The revolving door: arrests before and after the first deal",
        "decreed": "Relief decreed against relief felt",
        "remaining": "Who is still held, by class",
    }),
    Shelf("A comparison", "comparison", "sanctions compare", "make gallery", {
        "fans": "People held and released, scenario by scenario",
        "difference": "Differences between paired worlds, with their intervals",
        "tradeoff": "Relief against net effect, scenario by scenario",
        "rungs": "When the rungs are reached, scenario by scenario",
    }),
    Shelf("A sweep over one number", "sweep-line", "sanctions sweep", "make gallery", {
        "sweep-net_effect": "Net effect along one number",
        "sweep-released": "People released along one number",
        "sweep-relief_value_usd_m": "What relief is worth along one number",
    }),
    Shelf("A sweep over two numbers", "sweep-heat", "sanctions sweep", "make gallery", {
        "sweep-net_effect": "Net effect over two numbers",
        "sweep-released": "People released over two numbers",
        "sweep-relief_value_usd_m": "What relief is worth over two numbers",
    }),
    Shelf("A sweep over several numbers", "sweep-parallel", "sanctions sweep", "make gallery", {
        "sweep-net_effect": "Net effect at points of three numbers",
        "sweep-released": "People released at points of three numbers",
        "sweep-relief_value_usd_m": "What relief is worth at points of three numbers",
    }),
    Shelf("A discovery", "discovery", "sanctions discover", "make gallery", {
        "steps": "The search for a box: how many of the worlds, and how surely",
        "limits": "The limits of the box found",
    }),
    Shelf("A tournament", "tournament", "sanctions tournament", "make gallery", {
        "concession-scores-target": "Concession strategies: what the target gains from each pair",
        "concession-scores-sender": "Concession strategies: what the sender gains from each pair",
        "concession-generations": "Concession strategies: shares over generations",
        "delivery-scores-target": "Delivery policies: what the target gains from each pair",
        "delivery-scores-sender": "Delivery policies: what the sender gains from each pair",
        "delivery-generations": "Delivery policies: shares over generations",
    }),
    Shelf("An optimum", "optimum", "sanctions optimize", "make gallery", {
        "front": "Candidates that nothing beats in every aim",
        "levers": "Where the levers stand along the front",
        "search": "How the search went",
    }),
    Shelf("A class", "class", "sanctions exercise grade", "python -m tests.gallery", {
        "class": "What a class got right and wrong (made-up answers)",
    }),
    Shelf("A sensitivity study", "sensitivity", "sanctions sensitivity", "make sensitivity", {
        "shares-net_effect": "What makes the net effect differ between worlds",
        "shares-released": "What makes the number released differ between worlds",
        "tornado-net_effect": "The mean net effect at both ends of each number",
        "tornado-released": "The mean number released at both ends of each number",
    }),
    Shelf("Hindcasts", "hindcast", "sanctions hindcast", "make hindcast", {
        "hindcast-all": "All cases: skill against simple forecasts",
        "hindcast-belarus-2008": "Belarus 2008: history over the bands",
        "hindcast-belarus-2015": "Belarus 2015: history over the bands",
        "hindcast-belarus-2025": "Belarus 2025: history over the bands",
        "hindcast-cuba-2014": "Cuba 2014: history over the bands",
        "hindcast-myanmar-2011": "Myanmar 2011: history over the bands",
        "hindcast-venezuela-2023": "Venezuela 2023: history over the bands",
    }),
    Shelf("A calibration", "calibration", "sanctions calibrate", "make calibration", {
        "posterior": "What was learned: parameters before and after",
        "predictive": "History over what is foreseen, before and after",
        "ranks-from-the-prior": "Check: ranks of the true values, from the prior",
        "ranks-near-history": "Check: ranks of the true values, near history",
    }),
    Shelf("A forecast", "forecast", "sanctions forecast", "make forecast", {
        "counts": "People released, held and newly recognised, to come",
        "rungs": "How likely each further step is",
        "sizes": "How large further deals would be",
    }),
    Shelf("Stylised facts", "facts", "python -m tests.facts", "make facts", {
        "fact-01": "Boulware against linear",
        "fact-02": "Paying more per head, and the revolving door",
        "fact-03": "Potash and the port complement each other",
        "fact-04": "The patron and the size of a step",
        "fact-05": "Belief and the number freed",
        "fact-06": "Relief first before an opportunist",
        "fact-07": "The price of potash",
        "fact-08": "Patience, belief and room for agreement",
        "fact-09": "Escalation after a breakdown",
        "fact-10": "Small steps against one bargain",
    }),
    Shelf("Performance", "", "python -m benchmarks", "make bench", {
        "performance": "Share of a block's time by what it does",
    }),
)  # fmt: skip


def index() -> str:
    """The page of the gallery."""
    parts = [
        "# Every figure",
        "Small copies of the figures that the simulator draws, with the command that draws such a "
        "figure and the one that renews the copy. [docs/figures.md](../../docs/figures.md) says "
        "how to read the figures of a run and how to get them in other sizes. `python -m "
        "tests.gallery` writes this page.",
    ]
    for shelf in SHELVES:
        parts.append(f"## {shelf.heading}")
        parts.append(f"Drawn by `{shelf.command}`; renewed by `{shelf.renewed_by}`.")
        for name, title in shelf.shown.items():
            place = f"{shelf.folder}/{name}.png".lstrip("/")
            parts.append(f"**{title}** (`{name}`)\n\n![{title}]({place})")
    return "\n\n".join(parts) + "\n"
