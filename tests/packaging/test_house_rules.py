"""Rules of the house that no linter knows, read from the source text without running it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REDUCTIONS = set(
    "average cumprod cumsum dot einsum inner matmul mean nanmean nansum prod std sum tensordot "
    "trapezoid vdot var".split()
)
ORDERED = {"add", "multiply", "subtract", "logaddexp"}
EXCEPTION = "# over worlds"

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


def why_bits_may_differ(node: ast.AST) -> str | None:
    """What makes a world alone differ from the same world in a block, if this node does."""
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.MatMult):
        return "@"
    if isinstance(node, ast.ImportFrom) and node.module == "math":
        return "from math import"
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return None
    owner, name = node.func.value, node.func.attr
    if isinstance(owner, ast.Name) and owner.id == "math":
        return f"math.{name}()"
    if name == "reduce" and isinstance(owner, ast.Attribute) and owner.attr in ORDERED:
        return f"{owner.attr}.reduce()"
    return f".{name}()" if name in REDUCTIONS else None


def shape_dependent_bits(source: str, *, name: str = "example.py") -> list[str]:
    """``file:line: what`` of each reduction or scalar function without a marked reason."""
    lines = source.splitlines()
    offences = []
    for node in ast.walk(ast.parse(source)):
        what = why_bits_may_differ(node)
        if what and isinstance(node, ast.expr | ast.stmt):
            spanned = lines[node.lineno - 1 : node.end_lineno]
            if not any(EXCEPTION in line for line in spanned):
                offences.append(f"{name}:{node.lineno}: {what}")
    return offences


@pytest.mark.parametrize(
    "line",
    [
        "a @ b",
        "a @= b",
        "np.dot(a, b)",
        "np.einsum('i,i', a, b)",
        "held.sum(axis=0)",
        "np.mean(held)",
        "np.add.reduce(held)",
        "math.log(price)",
        "from math import log",
    ],
)
def test_the_check_sees_a_sum_whose_bits_depend_on_the_shape(line):
    assert shape_dependent_bits(line)


@pytest.mark.parametrize(
    "line",
    [
        "count = due.sum()  # over worlds",
        "largest = np.maximum.reduce(levels)",
        "never = math.inf",
        "total = total + row",
    ],
)
def test_the_check_passes_what_gives_the_same_bits_whatever_the_shape(line):
    assert shape_dependent_bits(line) == []


@pytest.mark.parametrize("folder", ["model", "agents"])
def test_no_rule_or_agent_adds_up_in_a_way_that_depends_on_the_block(root, folder):
    offences = [
        offence
        for path in sorted((root / "simulator" / folder).rglob("*.py"))
        for offence in shape_dependent_bits(path.read_text("utf-8"), name=f"{folder}/{path.name}")
    ]
    assert not offences, f"add row by row, or mark `{EXCEPTION}`:\n" + "\n".join(offences)


def test_nothing_is_left_marked_as_unfinished(root):
    offences = found(root, UNFINISHED)
    assert not offences, "\n".join(offences)


def test_no_file_names_a_place_on_somebody_s_machine(root):
    offences = found(root, MACHINE_PATH)
    assert not offences, "\n".join(offences)


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def is_public(node: ast.stmt) -> bool:
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
    public = [node for node in tree.body if is_public(node)]
    for node in public:
        if isinstance(node, ast.ClassDef):
            known = set().union(*(inherited_names(base, classes) for base in node.bases))
            public += [sub for sub in node.body if is_public(sub) and sub.name not in known]
        if ast.get_docstring(node) is None:
            yield node


def test_every_public_function_and_class_says_what_it_is(root):
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
