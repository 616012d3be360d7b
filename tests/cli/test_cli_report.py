"""``sanctions report``: pages set again, printed, translated; tables as Parquet; dictionaries."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import simulator.report.pdf as printing
from simulator.cli import sanctions
from simulator.report.pdf import BROWSERS


def told(*words: str, **environment: str) -> Result:
    return CliRunner().invoke(sanctions, words, env=environment)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run, a comparison, a sweep and a discovery, all small."""
    made = tmp_path_factory.mktemp("folders")
    ask = "senders.washington.rungs.contact.ask"
    commands = {
        "run": ("run", "minimal", "--worlds", "300"),
        "comparison": ("compare", "minimal", f"minimal?{ask}=9", "--worlds", "256"),
        "sweep": ("sweep", "minimal", "--vary", "prisoners.restock=0:8:2", "--worlds", "256"),
        "discovery": ("discover", "belarus-2025", "--when", "deals >= 3", "--worlds", "400"),
    }
    for name, words in commands.items():
        done = told(*words, "--seed", "1", "-o", str(made / name), "--quiet")
        assert done.exit_code == 0, done.output
    return made


KINDS = ("run", "comparison", "sweep", "discovery")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_set_again_has_the_same_bytes(place: Path, tmp_path: Path, kind: str) -> None:
    done = told("report", str(place / kind), "-o", str(tmp_path / "again.html"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "again.html").read_bytes() == (place / kind / "report.html").read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_of_every_table_is_described(place: Path, kind: str) -> None:
    with (place / kind / "columns.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["file"], row["name"]): row["meaning"] for row in csv.DictReader(file)}
    tables = [p for p in (place / kind).rglob("*.csv") if p.name != "columns.csv"]
    assert tables
    for table in tables:
        with table.open(encoding="utf-8", newline="") as file:
            for name in next(csv.reader(file)):
                assert rows[table.relative_to(place / kind).as_posix(), name], (table.name, name)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_and_the_dictionary_are_among_the_files_of_the_folder(
    place: Path, kind: str
) -> None:
    manifest = json.loads((place / kind / "manifest.json").read_text("utf-8"))
    found = {p.relative_to(place / kind).as_posix() for p in (place / kind).rglob("*.*")}
    assert {"report.html", "columns.csv"} <= set(manifest["files"])
    assert set(manifest["files"]) == found


def test_parquet_holds_the_tables_with_units_and_meanings(place: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    done = told("report", str(place / "run"), "--format", "parquet", "-o", str(tmp_path))
    assert done.exit_code == 0, done.output
    table = parquet.read_table(tmp_path / "outcomes.parquet")
    assert table.num_rows == 300
    assert table.schema.field("released").metadata[b"unit"] == b"people"


def test_a_file_written_into_the_folder_is_known_as_the_program_s(
    place: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "sweep"
    shutil.copytree(place / "sweep", folder)
    (folder / "report.html").write_text("changed", encoding="utf-8")
    assert told("report", str(folder)).exit_code == 0
    assert (folder / "report.html").read_bytes() == (place / "sweep" / "report.html").read_bytes()


def test_without_anything_that_prints_the_user_is_told_what_to_do(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "_by_weasyprint", lambda page: None)
    monkeypatch.setattr(printing.shutil, "which", lambda name: None)
    done = told("report", str(place / "run"), "--format", "pdf")
    assert done.exit_code == 2
    assert "sanctions-simulator[pdf]" in done.output
    assert not (place / "run" / "report.pdf").exists()


def test_where_something_prints_a_pdf_is_written(place: Path, tmp_path: Path) -> None:
    if not any(map(shutil.which, BROWSERS)):
        pytest.importorskip("weasyprint")
    done = told("report", str(place / "sweep"), "--format", "pdf", "-o", str(tmp_path / "x.pdf"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def damaged(place: Path, tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "damaged"
    shutil.copytree(place / "sweep", folder)
    return folder


@pytest.mark.parametrize(
    ("content", "said"), [(None, "has no report.json"), ("{}", "is not as it was written")]
)
def test_a_folder_that_cannot_say_its_page_names_the_command(
    damaged: Path, content: str | None, said: str
) -> None:
    if content is None:
        (damaged / "report.json").unlink()
    else:
        (damaged / "report.json").write_text(content, encoding="utf-8")
    done = told("report", str(damaged))
    assert done.exit_code == 2
    assert said in done.output
    assert "sanctions sweep minimal" in done.output


@pytest.mark.parametrize("words", [("--language", "tlh"), ()])
def test_a_language_without_a_translation_is_refused(place: Path, words: tuple[str, ...]) -> None:
    done = told("report", str(place / "run"), *words, SANCTIONS_LANGUAGE="" if words else "tlh")
    assert done.exit_code == 2
    assert "no translation into 'tlh'" in done.output
