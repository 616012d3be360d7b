"""Write the page of the gallery and the figure of a class: ``python -m tests.gallery``."""

from __future__ import annotations

from tests.gallery.catalogue import GALLERY, INDEX, SHELVES, index
from tests.gallery.made_up_class import draw

if __name__ == "__main__":
    draw(GALLERY / "class")
    lacking = [path for shelf in SHELVES for path in shelf.paths() if not path.exists()]
    if lacking:
        raise SystemExit("no picture of: " + ", ".join(str(path) for path in lacking))
    INDEX.write_text(index(), encoding="utf-8")
