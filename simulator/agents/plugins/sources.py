"""Where a user's strategies come from: a file of theirs, or a package they have installed."""

from __future__ import annotations

import hashlib
import inspect
import re
import sys
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.agents.plugins.answers import KINDS, Kind
from simulator.errors import RequestError
from simulator.scenario.vocabulary import installed

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True)
class PluginFile:
    """A file of Python with the tables ``CONCESSION`` and ``DELIVERY``: name to class or function.

    The text travels to other processes with the work, so that all run the same.
    """

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """A hash of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def described(self) -> dict[str, str]:
        """What a manifest says of it."""
        return {"file": self.name, "sha256": self.sha256}

    def strategies(self) -> Iterator[tuple[Kind, str, Any]]:
        """Each strategy of the file: its kind, its name, the class or function."""
        module = self._run()
        tables = {kind: getattr(module, kind.subject.upper(), None) for kind in KINDS.values()}
        if all(table is None for table in tables.values()):
            raise RequestError(
                f"{self.name}: names no strategy; expected a table such as "
                'CONCESSION = {"patient": Patient} or DELIVERY = {"forgiving": forgiving} in it; '
                "'sanctions new strategy NAME' writes an example"
            )
        for kind, table in tables.items():
            if table is not None:
                yield from self._listed(kind, table)

    def _listed(self, kind: Kind, table: Any) -> Iterator[tuple[Kind, str, Any]]:
        where = f"{self.name}: {kind.subject.upper()}"
        if not isinstance(table, Mapping):
            raise RequestError(f"{where} is {table!r}; expected a table, {{name: strategy}}")
        for name, strategy in table.items():
            check_strategy_form(kind, name, strategy, where=where)
            yield kind, name, strategy

    def _run(self) -> types.ModuleType:
        """Run the file, as Python runs a module."""
        module = types.ModuleType(f"_sanctions_plugin_{self.sha256[:16]}")
        module.__file__ = self.name
        sys.modules[module.__name__] = module  # where dataclasses and pickle look for it
        try:
            code = compile(self.text, self.name, "exec")
            exec(code, module.__dict__)  # noqa: S102 - the user named this file to be run
        except (Exception, SystemExit) as error:
            line = error.lineno if isinstance(error, SyntaxError) else _line(error, self.name)
            where = f"{self.name}:{line}" if line else self.name
            said = error.msg if isinstance(error, SyntaxError) else error
            message = f"{where}: cannot be run as Python ({type(error).__name__}: {said})"
            raise RequestError(message) from error
        return module


@dataclass(frozen=True)
class Installed:
    """A strategy that an installed package offers as an entry point of this program's."""

    subject: str
    name: str
    package: str
    version: str
    sha256: str

    def described(self) -> dict[str, str]:
        """What a manifest says of it."""
        return {"package": self.package, "version": self.version, "sha256": self.sha256}

    @classmethod
    def found(cls, subject: str, name: str) -> tuple[Installed, Any]:
        """The strategy of this name among the installed packages, and the class or function."""
        entry = installed(subject)[name]
        package = entry.dist.name if entry.dist else entry.module
        where = f"the installed package {package}"
        try:
            strategy = entry.load()
        except (Exception, SystemExit) as error:
            said = f"{type(error).__name__}: {error}"
            raise RequestError(f"{where}: {entry.value} cannot be loaded ({said})") from error
        check_strategy_form(KINDS[subject], name, strategy, where=where)
        file = inspect.getsourcefile(inspect.unwrap(strategy))
        digest = hashlib.sha256(Path(file).read_bytes() if file else b"").hexdigest()
        version = entry.dist.version if entry.dist else ""
        return cls(subject, name, package, version, digest), strategy


Source = PluginFile | Installed


def plugin_file(path: Path) -> PluginFile:
    """Read a user's file of strategies; it is not run yet."""
    try:
        content = path.read_bytes()
        if len(content) <= _MOST_BYTES:
            return PluginFile(path.name, content.decode("utf-8"))
        why = f"has {len(content):,} bytes; expected at most {_MOST_BYTES:,}"
    except OSError as error:
        why = f"cannot be read ({error.strerror}); expected a file of Python with strategies"
    except UnicodeDecodeError:
        why = "is not text in UTF-8; expected a file of Python with strategies"
    raise RequestError(f"{path}: {why}")


def is_name(name: Any) -> bool:
    """Whether a scenario can call a strategy so.

    >>> is_name("slow_start"), is_name("Slow start")
    (True, False)
    """
    return isinstance(name, str) and bool(_NAME.fullmatch(name))


def check_strategy_form(kind: Kind, name: Any, strategy: Any, *, where: str) -> None:
    """Refuse what cannot be a strategy: its name, its kind, or what it asks to know."""
    if not is_name(name):
        raise RequestError(
            f"{where} names {name!r}; expected a word of small letters, digits and _, such as "
            "'patient'"
        )
    where = f"{where}, {name}"
    if inspect.isclass(strategy):
        if not callable(getattr(strategy, kind.method, None)):
            raise RequestError(
                f"{where}: the class {strategy.__name__} has no method {kind.method}; expected "
                f"def {kind.method}(self, known), which answers {kind.wanted} for each world"
            )
        if _needed(strategy):
            raise RequestError(
                f"{where}: the class {strategy.__name__} cannot be made without arguments; "
                "expected defaults for all"
            )
    elif inspect.isfunction(strategy):
        _check_function(kind, strategy, where)
    else:
        raise RequestError(f"{where} is {strategy!r}; expected a class or a function")


def _needed(strategy: type) -> list[str]:
    """Arguments without which no object of a class can be made."""
    if strategy.__init__ is object.__init__:  # type: ignore[misc] # asked of the class
        return []
    plain = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD,
             inspect.Parameter.KEYWORD_ONLY)  # fmt: skip
    found = inspect.signature(strategy).parameters.values()
    return [p.name for p in found if p.default is p.empty and p.kind in plain]


def _check_function(kind: Kind, strategy: types.FunctionType, where: str) -> None:
    known = kind.known.names()
    by_name = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    for parameter in inspect.signature(strategy).parameters.values():
        if parameter.name not in known or parameter.kind not in by_name:
            raise RequestError(
                f"{where}: the function asks for {parameter}, which a side in "
                f"{'talks' if kind.subject == 'concession' else 'a delivery'} is not told; "
                f"it may know: {', '.join(known)}"
            )


def _line(error: BaseException, file: str) -> int | None:
    """The last line of the file that led to an error."""
    trace, line = error.__traceback__, None
    while trace:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
