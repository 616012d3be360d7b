"""Make reports, open them in a browser at phone, laptop and print size, and say what is wrong.

Needs Chromium (or Chrome) and npm, which the project does not: without them it says so and stops.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from simulator.report.pdf import BROWSERS

HERE = Path(__file__).parent
MODULES = Path("build/pages")
REPORTS = Path("reports/pages")
MADE = {
    "run": "run belarus-2025 --worlds 2000",
    "comparison": "compare belarus-2025 belarus-2025-hard-line --worlds 600",
    "sweep": "sweep belarus-2025 --vary prisoners.restock=0:8:4 --vary target.slip=0:0.5:3",
    "sensitivity": "sensitivity belarus-2025 --quick",
    "discovery": "discover belarus-2025 --when net_effect<50 --worlds 2048",
    "tournament": "tournament belarus-2025 --worlds 256",
    "optimum": "optimize belarus-2025 --free senders.washington.behaviour.opening=1:6"
    " --population 8 --generations 4 --worlds 256 --fresh 512",
    "hindcast": "hindcast belarus-2008 cuba-2014 --worlds 500",
    "calibration": "calibrate belarus-2025 --data belarus-2025 --worlds 4000",
    "forecast": "forecast belarus-2025 --data belarus-2025 --worlds 4000",
}


def main() -> int:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (browser and npm and node):
        sys.stdout.write(f"Skipped: this needs npm, node and a browser ({', '.join(BROWSERS)}).\n")
        return 0
    MODULES.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", MODULES)
    subprocess.run([npm, "install", "--silent", "--no-audit", "--prefix", str(MODULES)], check=True)
    for name, words in MADE.items():
        command = [str(Path(sys.executable).with_name("sanctions")), *words.split()]
        subprocess.run([*command, "--seed", "1", "-o", str(REPORTS / name), "--force", "--quiet"],
                       check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    pages = [str((REPORTS / name / "report.html").resolve()) for name in MADE]
    looks = REPORTS / "looks"
    looks.mkdir(exist_ok=True)
    look = [node, str(HERE / "look.mjs"), str(MODULES.resolve()), browser, str(looks), *pages]
    done = subprocess.run(look, check=False)
    sys.stdout.write(f"Pictures and A4 pages: {looks}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
