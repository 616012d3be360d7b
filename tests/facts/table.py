"""The ten facts: what is expected, of which experiment, and how large at least.

The patterns are those of docs/ODD.md. Claims, arms and smallest effects were written before any of
it was run. Parts with ``instead_of`` were written after: what was first stated stands beside them
with its result and the reason (``fails``) why the model rightly says otherwise.
"""

from __future__ import annotations

from typing import Final

from tests.facts.claims.bargaining import FACT_1, FACT_5, FACT_8
from tests.facts.claims.economy import FACT_2, FACT_3, FACT_7
from tests.facts.claims.patron import FACT_4, FACT_9
from tests.facts.claims.trust import FACT_6, FACT_10
from tests.facts.experiment import Fact

FACTS: Final[tuple[Fact, ...]] = (
    FACT_1, FACT_2, FACT_3, FACT_4, FACT_5, FACT_6, FACT_7, FACT_8, FACT_9, FACT_10,
)  # fmt: skip
