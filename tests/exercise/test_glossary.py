"""Words explained on the command line."""

from click.testing import CliRunner, Result

from simulator.cli import sanctions
from simulator.exercise.glossary import glossary


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, ("glossary", *words))


def test_a_word_is_explained_whatever_its_capitals() -> None:
    assert typed("ZOPA").stdout == typed("zopa").stdout
    assert "Zone of possible agreement" in typed("zopa").stdout


def test_several_words_are_one_term() -> None:
    assert typed("net", "effect").stdout.startswith("net effect: ")


def test_every_term_can_be_looked_up() -> None:
    assert [term for term in glossary() if typed(*term.split()).exit_code] == []


def test_an_unknown_word_names_the_nearest() -> None:
    result = typed("snapbak")
    assert result.exit_code == 2
    assert 'did you mean "snapback"?' in result.stderr
