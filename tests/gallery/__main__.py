"""Write the page of the gallery: ``python -m tests.gallery``."""

from __future__ import annotations

from tests.gallery.catalogue import INDEX, SHELVES, index

if __name__ == "__main__":
    lacking = [path for shelf in SHELVES for path in shelf.paths() if not path.exists()]
    if lacking:
        raise SystemExit("no picture of: " + ", ".join(str(path) for path in lacking))
    INDEX.write_text(index(), encoding="utf-8")
