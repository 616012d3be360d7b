"""The commands about scenarios, as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from simulator.cli import sanctions
from simulator.errors import RunError, RunFolderError

TINY = """\
start: 2025-01-26
prisoners:
  classes:
    some: {held: 10, arrest_share: 1, hold_value_usd_m: {value: 0.4, assumption: made up}}
"""


def typed(*words: str) -> Result:
    return CliRunner().invoke(sanctions, words, prog_name="sanctions")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def tiny(here: Path) -> str:
    (here / "tiny.yaml").write_text(TINY, encoding="utf-8")
    return "tiny.yaml"


@pytest.fixture
def bad(here: Path) -> str:
    (here / "bad.yaml").write_text(TINY.replace("held: 10", "held: -1"), encoding="utf-8")
    return "bad.yaml"


BAD = "bad.yaml:4:18: prisoners.classes.some.held: is -1; expected a whole number of at least 0"


def test_help_shows_every_command_and_examples() -> None:
    shown = typed("--help").output
    for command in ("run", "explain", "validate", "list", "new", "schema", "Examples:"):
        assert command in shown


@pytest.mark.parametrize("command", ["validate", "list", "new", "schema"])
def test_each_command_has_help_with_examples(command: str) -> None:
    result = typed(command, "--help")
    assert result.exit_code == 0
    assert f"  sanctions {command}" in result.output


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from simulator.cli import sanctions;"
        "assert CliRunner().invoke(sanctions, ['--help']).exit_code == 0;"
        "heavy = {'numpy', 'pandas', 'matplotlib', 'pydantic', 'ruamel', 'scipy', 'rich'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout.strip() == "[]"


def test_an_unknown_command_names_the_nearest() -> None:
    result = typed("valdate")
    assert result.exit_code == 2
    assert "No such command 'valdate'. Did you mean 'validate'?" in result.stderr


def test_a_valid_file_is_called_valid(tiny: str) -> None:
    result = typed("validate", tiny)
    assert result.exit_code == 0
    assert result.stdout == (
        "tiny.yaml: valid; 3 numbers: 0 on evidence, 1 on assumptions, 2 on nothing\n"
    )


def test_evidence_lists_what_rests_on_nothing(tiny: str) -> None:
    shown = typed("validate", tiny, "--evidence").stdout
    assert "  prisoners.classes.some.hold_value_usd_m: 0.4\n    assumption: made up\n" in shown
    assert "Resting on nothing: 2\n  prisoners.classes.some.held: 10\n" in shown


def test_evidence_names_a_value_outside_the_range_of_its_row(tiny: str, here: Path) -> None:
    text = TINY + "  arrests_per_week: {value: 14, evidence: arrests-per-week-2025}\n"
    (here / "tiny.yaml").write_text(text, encoding="utf-8")
    shown = typed("validate", tiny, "--evidence").stdout
    assert "Outside their evidence: prisoners.arrests_per_week\n" in shown
    assert "    arrests-per-week-2025: 8.2 (4.1 to 13.1) persons a week; medium" in shown
    assert "    OUTSIDE: 14 leaves the evidence's range, 4.1 to 13.1\n" in shown


def test_problems_go_to_stderr_with_exit_code_2(tiny: str, bad: str) -> None:
    result = typed("validate", bad, tiny)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [BAD]
    assert result.stdout.startswith("tiny.yaml: valid")


def test_problems_come_as_json_too(tiny: str, bad: str) -> None:
    result = typed("validate", bad, tiny, "--json", "--evidence")
    first, second = json.loads(result.stdout)
    assert result.exit_code == 2
    assert first["problems"][0]["path"] == "prisoners.classes.some.held"
    assert (second["valid"], second["scenario"]) == (True, "tiny")
    assert second["numbers"]["prisoners.classes.some.hold_value_usd_m"]["assumption"] == "made up"


def test_list_names_scenarios_and_titles() -> None:
    entries = json.loads(typed("list", "--json").stdout)
    assert {"name", "title", "question"} == set(entries[0])
    assert entries[0]["name"] in typed("list").stdout


def test_new_writes_a_scenario_that_is_valid_as_it_stands(here: Path) -> None:
    result = typed("new", "my-case")
    assert result.exit_code == 0
    assert "sanctions run my-case.yaml" in result.stdout
    assert typed("validate", "my-case.yaml").stdout.endswith(" 0 on nothing\n")


def test_new_does_not_overwrite(here: Path) -> None:
    (here / "mine.yaml").write_text("keep me", encoding="utf-8")
    result = typed("new", "mine.yaml")
    assert result.exit_code == 2
    assert "mine.yaml is there already and was left as it is" in result.stderr
    assert (here / "mine.yaml").read_text(encoding="utf-8") == "keep me"


def test_new_from_a_packaged_scenario_extends_it(here: Path) -> None:
    assert typed("new", "variant", "--from", "minimal").exit_code == 0
    assert "extends: minimal\n" in (here / "variant.yaml").read_text(encoding="utf-8")
    assert typed("validate", "variant.yaml").exit_code == 0


def test_the_lines_a_variant_proposes_are_valid_when_taken_up(here: Path) -> None:
    typed("new", "variant", "--from", "minimal")
    file = here / "variant.yaml"
    head, marker, proposed = file.read_text(encoding="utf-8").partition("#\n# prisoners:")
    taken = "prisoners:" + proposed.replace("\n# ", "\n").replace("\n#\n", "\n")
    file.write_text(head + taken, encoding="utf-8")
    assert marker
    assert typed("validate", "variant.yaml").stderr == ""


@pytest.mark.parametrize("words", [("../x",), ("a b",), ("x", "--from", "nowhere"), ("/etc/x",)])
def test_new_refuses_bad_names(here: Path, words: tuple[str, ...]) -> None:
    assert typed("new", *words).exit_code == 2
    assert not list(here.iterdir())


def test_schema_is_json_or_markdown_on_stdout_or_in_a_file(here: Path) -> None:
    assert json.loads(typed("schema").stdout)["title"]
    assert typed("schema", "--markdown").stdout.startswith("# Scenario reference")
    assert typed("schema", "-o", "s.json").stdout == ""
    assert json.loads((here / "s.json").read_text(encoding="utf-8"))


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> Result:
    def fail() -> None:
        raise error

    monkeypatch.setattr("simulator.scenario.loader.catalogue", fail)
    return typed("list")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RunError("the disk went away"), 1, "Error: the disk went away\n"),
        (RunFolderError("x is no run folder"), 2, "Error: x is no run folder\n"),
        (PermissionError(13, "Permission denied", "x.csv"), 1, "Error: x.csv: Permission denied\n"),
        (KeyboardInterrupt(), 130, "\nInterrupted; the same command starts again.\n"),
    ],
)
def test_errors_become_a_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    result = _failing(monkeypatch, error)
    assert (result.exit_code, result.stderr, result.stdout) == (code, said, "")


def test_a_fault_of_the_simulator_gives_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    result = _failing(monkeypatch, ZeroDivisionError("division by zero"))
    assert result.exit_code == 1
    assert "by no fault of yours (ZeroDivisionError: division by zero)" in result.stderr


def test_a_fault_can_be_seen_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANCTIONS_DEBUG", "1")
    result = _failing(monkeypatch, ZeroDivisionError("division by zero"))
    assert isinstance(result.exception, ZeroDivisionError)


def test_colour_is_off_when_it_is_not_wanted(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("run", bad)
    coloured = CliRunner().invoke(sanctions, words, color=True)
    assert "\x1b[" in coloured.stderr
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(sanctions, words, color=True).stderr


def test_a_bad_scenario_is_not_run(bad: str, here: Path) -> None:
    result = typed("run", bad)
    assert result.exit_code == 2
    assert result.stderr == f"Error: 1 problem; nothing was run or written.\n  {BAD}\n"
    assert [file.name for file in here.iterdir()] == ["bad.yaml"]


def test_the_module_is_the_command(here: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    assert done.stdout.startswith("sanctions, version ")


def test_a_closed_pipe_is_no_error(here: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        f"{sys.executable} -m simulator schema | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")
