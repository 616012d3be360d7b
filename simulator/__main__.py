"""``python -m simulator``: the same as ``sanctions``."""

from simulator.cli import main

if __name__ == "__main__":
    main()
