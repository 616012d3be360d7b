"""Rules of the house that no linter knows, read from the source text without running it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeGuard

# Written so that this file does not find itself.
UNFINISHED = re.compile(r"\b(?:TO)(?:DO)\b|\bFIX(?:ME)\b|\bXX(?:X)\b|NotImplemented(?:Error)")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|tmp|work|mnt|srv)/\w|[A-Z]:\\Users")

TEXT = {".cfg", ".csv", ".html", ".j2", ".json", ".md", ".mplstyle", ".py", ".toml", ".yaml"}
FOLDERS = [".ci", "benchmarks", "docs", "scenarios", "seeds", "simulator", "tests"]


def text_files(root: Path) -> Iterator[Path]:
    """Every text file of the project, by hand or generated."""
    yield from (path for path in root.iterdir() if path.suffix in TEXT or path.name == "Makefile")
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in TEXT or path.parent.name == ".ci":
                yield path


def found(root: Path, pattern: re.Pattern[str]) -> list[str]:
    """``file:line: text`` of each line that matches."""
    return [
        f"{path.relative_to(root)}:{number}: {line.strip()}"
        for path in text_files(root)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]


def test_nothing_is_left_marked_as_unfinished(root: Path) -> None:
    offences = found(root, UNFINISHED)
    assert not offences, "\n".join(offences)


def test_no_file_names_a_place_on_somebody_s_machine(root: Path) -> None:
    offences = found(root, MACHINE_PATH)
    assert not offences, "\n".join(offences)


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def is_public(node: ast.stmt) -> TypeGuard[Definition]:
    """A definition that others may use and that is not a stand-in for the type checker."""
    if not isinstance(node, Definition) or node.name.startswith("_"):
        return False
    return not any("overload" in ast.unparse(mark) for mark in node.decorator_list)


def inherited_names(base: ast.expr, classes: dict[str, ast.ClassDef]) -> set[str]:
    """What a base class of this package defines: its docstrings hold for overrides."""
    known = classes.get(ast.unparse(base).split("[")[0].split(".")[-1])
    if known is None:
        return set()
    own = {node.name for node in known.body if isinstance(node, Definition)}
    return own.union(*(inherited_names(further, classes) for further in known.bases))


def undocumented(tree: ast.Module, classes: dict[str, ast.ClassDef]) -> Iterator[Definition]:
    """Public functions, classes and methods without a docstring, but for overrides."""
    public: list[Definition] = [node for node in tree.body if is_public(node)]
    for node in public:
        if isinstance(node, ast.ClassDef):
            known = set().union(*(inherited_names(base, classes) for base in node.bases))
            public += [sub for sub in node.body if is_public(sub) and sub.name not in known]
        if ast.get_docstring(node) is None:
            yield node


def test_every_public_function_and_class_says_what_it_is(root: Path) -> None:
    trees = {
        path: ast.parse(path.read_text("utf-8")) for path in (root / "simulator").rglob("*.py")
    }
    classes = {
        node.name: node
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    offences = [
        f"{path.relative_to(root)}:{node.lineno}: {node.name}"
        for path, tree in sorted(trees.items())
        for node in undocumented(tree, classes)
    ]
    assert not offences, "no docstring:\n" + "\n".join(offences)
