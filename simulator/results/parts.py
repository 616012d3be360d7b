"""The hidden folder beside a run's, in which the run is made: ``.NAME.parts``.

It holds a lock, so that two runs never make one folder at once; a part for each block that is done;
and, at the end, the whole folder before it is moved to its place. A part is written under another
name and renamed, and its name says what its content must hash to together with what is being run.
So a part that was cut short, changed, or made by another run is recognised, and run again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.errors import RunFolderError
from simulator.results.lock import Taken, locked

_LOCK: Final = "lock"
_WHOLE: Final = "whole"
_REPLACED: Final = "replaced"
_PART: Final = ".part"


@dataclass(frozen=True, order=True)
class Span:
    """Which worlds a part holds: so many from one on."""

    first_world: int
    worlds: int


@dataclass(frozen=True)
class Parts:
    """The hidden folder of the run that is to stand at ``folder``."""

    folder: Path

    @property
    def place(self) -> Path:
        """Where it is."""
        return self.folder.with_name(f".{self.folder.name}.parts")

    @property
    def columns(self) -> Path:
        """Where the outcomes stand as plain numbers, a file a column, while the report is made."""
        return self.place / "columns"

    @contextmanager
    def claimed(self) -> Iterator[None]:
        """Hold the folder while a run is made; it is gone afterwards unless it holds parts.

        So are the folders above it that were made for it, where nothing came to stand in them.
        """
        made = [above for above in self.place.parents if not above.exists()]
        try:
            with locked(self.place / _LOCK):
                self._sweep()
                try:
                    yield
                finally:
                    self._leave()
        except Taken:
            raise RunFolderError(
                f"{self.folder}: another run is writing there at this moment; wait until it is "
                "done, or give another folder with -o"
            ) from None
        finally:
            with suppress(OSError):
                for above in made:
                    above.rmdir()

    def _sweep(self) -> None:
        """Clear away what a process that was killed left half done."""
        replaced = self.place / _REPLACED
        if replaced.exists() and not self.folder.exists():
            replaced.replace(self.folder)  # it was killed while it changed one run for another
        for path in self.place.iterdir():
            if path.name != _LOCK and path.suffix != _PART:
                _remove(path)

    def _leave(self) -> None:
        self._sweep()
        if not any(self.place.glob(f"*{_PART}")):
            shutil.rmtree(self.place, ignore_errors=True)

    # -- parts ------------------------------------------------------------------------------------

    def found(self, key: str, *, beside: Sequence[str] = ()) -> dict[Span, Path]:
        """The parts of the run ``key`` that are whole; those of runs ``beside`` it are left alone.

        Any others are removed: they were cut short or changed, or belong to something else.
        """
        whole = {}
        for path in sorted(self.place.glob(f"*{_PART}")):
            owner = _owner(path, [key, *beside])
            if owner is None:
                path.unlink()
            elif owner[0] == key:
                whole[owner[1]] = path
        return whole

    def one(self, span: Span, *, key: str) -> bytes | None:
        """The content of the part of ``key`` that holds these worlds, if it is there and whole."""
        for path in sorted(self.place.glob(f"{_prefix(span)}*{_PART}")):
            content = path.read_bytes()
            if path.name == _name(span, key, content):
                return content
        return None

    def count(self) -> int:
        """How many parts are there, whole or not."""
        return sum(1 for _ in self.place.glob(f"*{_PART}"))

    def clear(self) -> None:
        """Remove all parts."""
        for path in self.place.glob(f"*{_PART}"):
            path.unlink()

    def keep(self, span: Span, content: bytes, *, key: str) -> Path:
        """Write a part; it is there whole or not at all."""
        path = self.place / _name(span, key, content)
        half = path.with_suffix(f".{os.getpid()}")
        try:
            half.write_bytes(content)
            half.replace(path)
        except BaseException:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            raise
        return path

    # -- the whole --------------------------------------------------------------------------------

    def new_whole(self) -> Path:
        """A new folder in which the run's files are put together."""
        made = self.place / _WHOLE
        _remove(made)
        made.mkdir()
        return made

    def put_in_place(self) -> None:
        """Move the whole folder to its place; an older run there is set aside until it stands."""
        made, aside = self.place / _WHOLE, self.place / _REPLACED
        if self.folder.exists():
            self.folder.replace(aside)
        try:
            made.replace(self.folder)
        except BaseException:
            if aside.exists():
                aside.replace(self.folder)
            raise
        self.clear()


def content_of(path: Path, *, span: Span, key: str) -> bytes:
    """The content of a part, if it is as it was written."""
    content = path.read_bytes()
    if path.name != _name(span, key, content):
        raise RunFolderError(
            f"{path}: the part has been changed since it was written; the same command with "
            "--resume runs it again"
        )
    return content


def missing(wanted: Sequence[Span], found: dict[Span, Path]) -> list[Span]:
    """The spans of worlds that no part holds yet.

    >>> missing([Span(0, 256), Span(256, 44)], {Span(0, 256): Path("a")})
    [Span(first_world=256, worlds=44)]
    """
    return [span for span in wanted if span not in found]


def _name(span: Span, key: str, content: bytes) -> str:
    digest = hashlib.blake2b(f"{key}/{span}/".encode(), digest_size=20)
    digest.update(content)
    return f"{_prefix(span)}{digest.hexdigest()}{_PART}"


def _prefix(span: Span) -> str:
    return f"{span.first_world:010}-{span.worlds}-"


def _owner(path: Path, keys: Sequence[str]) -> tuple[str, Span] | None:
    """Which run a part belongs to and its worlds, if it is whole and belongs to any of them."""
    span = _span(path.name)
    if span is None:
        return None
    content = path.read_bytes()
    return next(((key, span) for key in keys if path.name == _name(span, key, content)), None)


def _span(name: str) -> Span | None:
    first, _, rest = name.partition("-")
    worlds = rest.partition("-")[0]
    return Span(int(first), int(worlds)) if first.isdigit() and worlds.isdigit() else None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
