"""Texts and files that give no data: said with the place, and never executed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.errors import ScenarioError
from simulator.scenario import load_scenario

Complaints = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "my.yaml: is empty; expected a scenario"),
        ("# nothing\n", "my.yaml: is empty; expected a scenario"),
        ("- 1\n", "my.yaml:1:1: is not a mapping at its top; "
         "expected lines of the form key: value"),
        ("start", "my.yaml:1:1: is not a mapping at its top; "
         "expected lines of the form key: value"),
        ("a:\n\tb: 1\n", "my.yaml:2:1: has a tab where blanks are needed; "
         "expected blanks for indentation"),
        ("a: b: c\n", "my.yaml:1:5: has a colon where no key can stand; expected a line break "
         "before the key, or quotes around a text with a colon"),
        ("a: 'b\n", "my.yaml:2:1: ends inside a text in quotes; expected a closing quote"),
        ("a: [1, 2\nb: 3\n", "my.yaml:2:2: has a list or mapping in brackets that is not closed; "
         "expected a comma or the closing bracket"),
        ("a: 1\n b: 2\n", "my.yaml:2:3: has a colon where no key can stand; expected a line break "
         "before the key, or quotes around a text with a colon"),
        ("a: *b\n", "my.yaml:1:4: uses an alias (*name) without an anchor (&name) before it"),
        ("a: \x07\n", "my.yaml: contains control characters; expected plain text"),
        ('a: "One\u202eowt"\n', "my.yaml:1:4: contains a character that is no text (U+202E); "
         "expected plain text"),
        ('a: "One" visit\n', "my.yaml:1:10: has more text behind a closing quote or bracket; "
         "expected the whole text between one pair of quotes, double ones if it holds an "
         "apostrophe"),
        ("a: 1\n---\nb: 2\n", "my.yaml:2:1: holds a second document (---); "
         "expected one scenario a file"),
        ("%YAML 1.1\n---\na: 1\n", "my.yaml:1: has a YAML directive (%); expected plain YAML 1.2"),
        ("a: &x [*x]\n", "my.yaml:1:4: has an alias inside the value it stands for"),
        ("a: " + "[" * 31 + "]" * 31, "my.yaml:1:34: is nested too deeply; "
         "expected at most 30 levels"),
        ("[" * 5000, "my.yaml: is nested too deeply; expected at most 30 levels"),
    ],
)  # fmt: skip
def test_a_text_that_gives_no_data(complaints: Complaints, text: str, complaint: str) -> None:
    assert complaints(text) == [complaint]


def test_a_bomb_of_aliases_is_refused(complaints: Complaints) -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    (line,) = complaints("\n".join(lines))
    assert line.endswith("holds too many values; expected at most 30,000")


def test_aliases_cannot_nest_deeper_than_values(complaints: Complaints) -> None:
    lines = ["a0: &a0 1"] + [f"a{n}: &a{n} [[[[*a{n - 1}]]]]" for n in range(1, 10)]
    (line,) = complaints("\n".join(lines))
    assert line.endswith("is nested too deeply; expected at most 30 levels")


@pytest.mark.parametrize("tag", ["!!python/object/apply:os.system", "!foo", "!!binary", "!!set"])
def test_tags_are_refused(complaints: Complaints, tiny: str, tag: str) -> None:
    (line,) = [one for one in complaints(f"{tiny}title: {tag} x\n") if "tag" in one]
    assert line.startswith("my.yaml:5:8: title: has the YAML tag ")


def test_merge_keys_and_odd_keys_are_refused(complaints: Complaints, tiny: str) -> None:
    assert complaints(f"{tiny}target: {{<<: {{slip: 1}}}}\n") == [
        "my.yaml:5:10: target: merges a mapping with <<; expected extends, or the keys themselves"
    ]
    assert complaints(f"{tiny}target: {{[1]: 1}}\n") == [
        "my.yaml:5:10: target: has a key that is no name; expected a name or a number as key"
    ]


def test_a_repeated_key_is_found_with_all_other_problems(complaints: Complaints, tiny: str) -> None:
    assert complaints(f"{tiny}  calm: 2\n  calm: 3\n") == [
        "my.yaml:5:9: prisoners.calm: is 2; expected a number between 0 and 1",
        "my.yaml:6:3: prisoners.calm: comes twice; expected each key once",
    ]


def _refused(path: Path | str) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(path)
    return str(caught.value)


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    assert "is a folder; expected a scenario file (.yaml)" in _refused(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    assert _refused(file) == f"{file}: no such file or packaged scenario"


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes(b"start: 2025-01-26\ntitle: Z\xfcrich\n")
    assert _refused(file) == (
        f"{file}:2: is not UTF-8 text (byte 0xfc); expected a file saved as UTF-8"
    )


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"#" * (1024 * 1024 + 1))
    assert _refused(file) == f"{file}: has 1,048,577 bytes; expected at most 1,048,576"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "pipe.yaml"
    os.mkfifo(file)
    assert "is not an ordinary file" in _refused(file)


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "", "../../etc/passwd"])
def test_strange_names_are_refused_in_words(name: str) -> None:
    assert _refused(name)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path, tiny: str) -> None:
    file = tmp_path / "windows.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + tiny.replace("\n", "\r\n").encode())
    assert load_scenario(file).prisoners.classes["some"].held == 10


@pytest.mark.parametrize(
    "text",
    [
        'title: "\\ud800"',
        'title: "\\U00110000"',
        'title: "\\e]0;owned\\a"',
        "value: 3",
        "target: !!int {label: Minsk}",
        'extends: "\\ud800.yaml"',
    ],
)
def test_what_is_no_text_or_no_scenario_is_refused(complaints: Complaints, text: str) -> None:
    told = complaints(text)
    assert told
    assert all(line.isprintable() for line in told)
