"""Where blocks run: in this process, on the cores of this machine, or on a Dask cluster.

Each is a ``concurrent.futures`` executor, and each gives the same bytes.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from simulator.errors import RequestError, RunError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LARGE: Final = 4
"""From so many blocks on a run uses all cores, unless told otherwise: starting them takes time."""

_SECONDS_TO_CONNECT: Final = 10
_ANY_PORT: Final = "127.0.0.1:0"
"""For the page of a local cluster: seen from this machine only, and never taken already."""
_INSTALL: Final = "pip install 'sanctions-simulator[dask]'"


@dataclass(frozen=True)
class Place:
    """Somewhere to run blocks; ``executor`` is ``None`` for this process, ``width`` at a time.

    Where the disk is shared, blocks write their parts themselves; elsewhere they send them.
    """

    executor: Executor | None = None
    width: int = 1
    shares_disk: bool = True


@dataclass(frozen=True)
class Wanted:
    """Where the user wants blocks to run: so many processes, or a Dask scheduler's address.

    ``jobs`` of ``None`` leaves it to the size of the run; ``dask`` is an address, or ``local`` for
    a cluster of ``jobs`` processes on this machine.
    """

    jobs: int | None = None
    dask: str | None = None


def cores() -> int:
    """How many cores this process may use.

    >>> cores() >= 1
    True
    """
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def place_for(wanted: Wanted, *, blocks: int) -> Iterator[Place]:
    """Open the place that is wanted for so many blocks, and close it afterwards."""
    jobs = wanted.jobs or (cores() if blocks >= LARGE else 1)
    if wanted.dask is not None:
        with _dask(wanted.dask, min(wanted.jobs or cores(), blocks)) as place:
            yield place
    elif min(jobs, blocks) > 1:
        with _processes(min(jobs, blocks)) as place:
            yield place
    else:
        yield Place()


@contextmanager
def _processes(jobs: int) -> Iterator[Place]:
    spawn = multiprocessing.get_context("spawn")  # the same everywhere, and free of locks held
    theirs, ours = spawn.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, mp_context=spawn, initializer=attend, initargs=(theirs,))
    try:
        yield Place(pool, jobs, shares_disk=True)
    except BaseException:
        ours.close()  # the workers end at once, whatever they are at
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        ours.close()
        theirs.close()


def attend(parent: Connection[Any, Any]) -> None:
    """Prepare a worker: leave interruptions to its parent, and end when the parent hangs up.

    The parent also hangs up by being killed, so no worker is left behind.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: Connection[Any, Any]) -> None:
    with suppress(EOFError, OSError):
        parent.recv()
    os._exit(1)


@contextmanager
def _dask(address: str, jobs: int) -> Iterator[Place]:
    try:
        import distributed
    except ImportError:
        raise RequestError(
            f"--dask {address}: Dask is not installed; install it with\n  {_INSTALL}"
        ) from None
    with _quiet_dask(), _cluster(distributed, address, jobs) as cluster:
        client = _client(distributed, cluster, address)
        try:
            width = sum(client.ncores().values()) or jobs
            yield Place(client.get_executor(pure=False), width, shares_disk=False)
        except _lost(distributed) as error:
            raise RunError(
                f"the Dask cluster was lost ({type(error).__name__}); what is done is kept: "
                "the same command with --resume goes on from there"
            ) from error
        finally:
            client.close()


def _lost(distributed: Any) -> tuple[type[BaseException], ...]:
    """What is raised where a cluster, or too many of its workers, have gone."""
    return (distributed.KilledWorker, distributed.core.CommClosedError, CancelledError)


@contextmanager
def _cluster(distributed: Any, address: str, jobs: int) -> Iterator[Any]:
    """A cluster on this machine, or the address of one that runs already."""
    if address != "local":
        yield address
        return
    with distributed.LocalCluster(
        n_workers=jobs,
        threads_per_worker=1,
        dashboard_address=_ANY_PORT,
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster


def _client(distributed: Any, cluster: Any, address: str) -> Any:
    try:
        return distributed.Client(cluster, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise RequestError(
            f"--dask {address}: no Dask scheduler answers there ({error}); expected the address "
            "that 'dask scheduler' prints, such as tcp://192.0.2.1:8786, or 'local'"
        ) from error


@contextmanager
def _quiet_dask() -> Iterator[None]:
    """Dask's own messages are for its developers; what matters to a run is raised."""
    logger = logging.getLogger("distributed")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)
