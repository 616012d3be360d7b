"""The table of joint draws that a scenario names or holds, read into its data."""

from __future__ import annotations

from typing import Final

from simulator.errors import Problem, ScenarioError
from simulator.scenario.faults import quoted
from simulator.scenario.findings import Finding
from simulator.scenario.library import File, attached_file, read_text
from simulator.scenario.posterior import MOST_BYTES, Misshapen, Posterior, read_posterior
from simulator.scenario.source import Source

KEY: Final = "posterior"
_WANTED: Final = "a CSV file in the same folder tree, or the table itself"


def attach(source: Source, *, by: File | None) -> None:
    """Put the table where the source names its file, or holds its text.

    A text of one line is a name, looked for from the file ``by``; one of several is the table, as
    a resolved scenario has it. What cannot be read becomes a finding or, in a table, an error with
    the line.
    """
    given = source.data.get(KEY)
    if not isinstance(given, str):
        return  # absent, deleted, or refused by the schema
    if "\n" in given.strip():
        source.data[KEY] = _held(given, source)
        return
    file = attached_file(given, by=by, most_bytes=MOST_BYTES)
    if isinstance(file, File):
        source.data[KEY] = _read(read_text(file), file=file.shown, first_line=1)
        return
    del source.data[KEY]
    message = f"{quoted(given)} {file}"
    source.findings.append(Finding((KEY,), message, expected=_WANTED))


def _held(text: str, source: Source) -> Posterior:
    """The table in the scenario's own text, which begins on the line after its key."""
    mark = source.places[(KEY,)].value
    above = (mark.line or 0) + 1
    if len(text) > MOST_BYTES:
        message = f"has {len(text):,} characters"
        expected = f"at most {MOST_BYTES:,}"
        raise ScenarioError([Problem(source.file, KEY, message, mark.line, None, expected)])
    return _read(text, file=source.file, first_line=above)


def _read(text: str, *, file: str, first_line: int) -> Posterior:
    try:
        return read_posterior(text, file=file, first_line=first_line)
    except Misshapen as error:
        line = first_line + error.line - 1
        problem = Problem(file, KEY, error.message, line, None, error.expected)
        raise ScenarioError([problem]) from None
