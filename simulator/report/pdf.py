"""A page as PDF, by WeasyPrint or by a browser of the Chromium family, whichever is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from simulator.errors import RequestError

BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
"""Commands under which a browser that prints is looked for."""

_SECONDS: Final = 120


def pdf(page: str) -> bytes:
    """Print a page on A4.

    Raises ``RequestError`` where nothing that prints is installed, or where it fails.
    """
    printed = _by_weasyprint(page)
    if printed is not None:
        return printed
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise RequestError(
            "nothing that writes PDF is installed: neither WeasyPrint (pip install "
            f"'sanctions-simulator[pdf]') nor a browser ({', '.join(BROWSERS)}); or open "
            "report.html in any browser and print it"
        )
    return _by_browser(page, browser)


def _by_weasyprint(page: str) -> bytes | None:
    """The PDF, or nothing where WeasyPrint (or a library it needs) is not there."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):
        return None
    printed: bytes = HTML(string=page).write_pdf()
    return printed


def _by_browser(page: str, browser: str) -> bytes:
    with tempfile.TemporaryDirectory() as place:
        source, target = Path(place) / "report.html", Path(place) / "report.pdf"
        source.write_text(page, encoding="utf-8")
        command = [
            browser,
            "--headless",
            "--disable-gpu",
            f"--user-data-dir={place}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # a browser refuses to sandbox itself as root
        try:
            done = subprocess.run(  # noqa: S603 - a browser, and a page of our own
                command, capture_output=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise RequestError(f"{browser} did not print the page ({error})") from error
        if not target.exists():
            told = done.stderr.decode(errors="replace").strip().splitlines()
            raise RequestError(
                f"{browser} did not print the page: {told[-1] if told else 'it said nothing'}"
            )
        return target.read_bytes()
