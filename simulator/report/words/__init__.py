"""Numbers, dates and names as words: the one place where a number is rounded for a reader.

People are whole numbers. Percentages have no decimals. Money has two significant figures. Shares of
worlds are said as "about 7 of 10 worlds". A minus is written as a minus sign.
"""

from simulator.report.words.dates import (
    full_date,
    month,
    month_alone,
    short_date,
    short_month,
    week_date,
    week_of,
)
from simulator.report.words.names import capital, from_name, listed, shortened
from simulator.report.words.numbers import (
    NONE,
    count,
    decimal,
    fewer,
    missing,
    money,
    money_parts,
    people,
    percent,
    spelled,
    three_figures,
    whole,
)
from simulator.report.words.shares import (
    CONFIDENCE,
    MIDDLE,
    confidence,
    middle,
    middle_of_worlds,
    worlds_share,
)
from simulator.report.words.spans import decimal_range, fewer_range, money_range, span, whole_range

__all__ = [
    "CONFIDENCE",
    "MIDDLE",
    "NONE",
    "capital",
    "confidence",
    "count",
    "decimal",
    "decimal_range",
    "fewer",
    "fewer_range",
    "from_name",
    "full_date",
    "listed",
    "middle",
    "middle_of_worlds",
    "missing",
    "money",
    "money_parts",
    "money_range",
    "month",
    "month_alone",
    "people",
    "percent",
    "short_date",
    "short_month",
    "shortened",
    "span",
    "spelled",
    "three_figures",
    "week_date",
    "week_of",
    "whole",
    "whole_range",
    "worlds_share",
]
