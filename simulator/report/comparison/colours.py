"""A colour for each side of a comparison, the same in every figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.report.style import SENDERS, TARGET

if TYPE_CHECKING:
    from simulator.analysis.comparison.compared import Compared


def side_colours(compared: Compared) -> dict[str, str]:
    """The first scenario in grey, the others in Okabe and Ito's colours."""
    others = {side.label: SENDERS[i % len(SENDERS)] for i, side in enumerate(compared.others)}
    return {compared.base.label: TARGET, **others}
