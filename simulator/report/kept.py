"""The page of an experiment set again from its folder, without running anything."""

from __future__ import annotations

from pathlib import Path

from simulator.errors import RunFolderError
from simulator.report.document import figures_in
from simulator.report.files import SAID
from simulator.report.html import html
from simulator.report.language import spoken
from simulator.report.stored import read_json
from simulator.results.folder import read_manifest


def kept_page(folder: Path) -> str:
    """The page of an experiment's folder, in the language in which it was made.

    Raises ``RunFolderError`` where the folder does not hold what its page says (an earlier version
    did not keep it), where that was changed, or where another language is wanted: sentences are
    then to be made anew, by the command that the error names.
    """
    command = read_manifest(folder)["command"]
    try:
        document = read_json((folder / SAID).read_bytes())
        names = [figure.name for figure in figures_in(document)]
        svgs = {name: (folder / "figures" / f"{name}.svg").read_bytes() for name in names}
    except FileNotFoundError as error:
        missing = Path(str(error.filename)).name
        raise RunFolderError(
            f"{folder}: has no {missing}, from which its page is set; make the folder again: "
            f"{command}"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise RunFolderError(
            f"{folder}: {SAID} is not as it was written; make the folder again: {command}"
        ) from error
    if document.language != spoken():
        raise RunFolderError(
            f"{folder}: its sentences were made in {document.language!r}; to have them in "
            f"{spoken()!r}, make the folder again: SANCTIONS_LANGUAGE={spoken()} {command}"
        )
    return html(document, svgs)
