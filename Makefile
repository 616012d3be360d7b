# What a newcomer types. Everything is installed into .venv beside this file, and nothing twice:
# a stamp file remembers each installation until pyproject.toml changes.

PYTHON ?= python3
override VENV := .venv
BIN := $(VENV)/bin

# An environment does not survive a move, so the stamps carry the folder's name: a moved or copied
# checkout makes its environment anew.
HERE := $(shell pwd | cksum | cut -d' ' -f1)
MADE := $(VENV)/made-$(HERE)
INSTALLED := $(VENV)/installed-$(HERE)
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

SCENARIO ?= belarus-2025
DEMO := reports/demo
GALLERY := reports/gallery
SENSITIVITY := reports/sensitivity
HINDCAST := reports/hindcast
CALIBRATION := reports/calibration
FORECAST := reports/forecast
LOCALE := simulator/report/locale
CATALOGUE = $(LOCALE)/$(LANGUAGE)/LC_MESSAGES/sanctions
PICTURED := reports/pictured

# Figures for a page rather than a slide: 1,200 pixels wide, 128 colours.
define SHRINK
import sys
from pathlib import Path
from PIL import Image  # comes with matplotlib
source, gallery = map(Path, sys.argv[1:])
gallery.mkdir(parents=True, exist_ok=True)
for path in sorted(source.glob("*.png")):
    picture = Image.open(path).convert("RGB")
    picture.thumbnail((1200, 1200))
    picture.quantize(128).save(gallery / path.name, optimize=True)
    print(gallery / path.name)
endef
export SHRINK

# The tables of a run put between the marks of a document.
define INSERT
import sys
from pathlib import Path
page, tables = map(Path, sys.argv[1:])
begin, end = "<!-- tables -->\n", "<!-- end of tables -->"
before, _, rest = page.read_text("utf-8").partition(begin)
after = rest.partition(end)[2]
page.write_text(before + begin + tables.read_text("utf-8") + end + after, "utf-8")
print(page)
endef
export INSERT

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL: # two installations into one environment would trip over each other
.PHONY: help demo test test-slow validate reference-coverage mutants lint check format wheel clean
.PHONY: gallery facts sensitivity hindcast calibration forecast bench bench-short bench-rules pages translation

help: ## Show this list
	@echo "Usage: make TARGET    (PYTHON=/path/to/python3 chooses the interpreter)"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

demo: $(INSTALLED)-run ## Install, run the main scenario, name the report and the figures
	$(BIN)/sanctions run $(SCENARIO) -o $(DEMO) --force
	@echo
	@echo "Open the report, $(DEMO)/report.html, in a browser. The figures by themselves:"
	@for figure in $(DEMO)/figures/*.png; do echo "  $$figure"; done

test: $(INSTALLED)-test ## Run the tests and the examples in the docstrings
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" tests
	$(BIN)/python -m pytest --doctest-modules simulator

test-slow: $(INSTALLED)-test ## Run the tests that take long
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow tests

validate: test-slow ## All that docs/validation.md says, at full size (an hour; mutants apart)

bench: $(INSTALLED)-bench ## Measure the speed beside other ways to run the rules (half an hour)
	$(BIN)/python -m benchmarks

bench-short: $(INSTALLED)-bench ## The same in some minutes, nothing written; for a look
	$(BIN)/python -m benchmarks --short

bench-rules: $(INSTALLED)-bench ## Time each rule by itself
	$(BIN)/python -m pytest -q -W ignore benchmarks/test_rules.py --benchmark-columns=median,iqr

reference-coverage: $(INSTALLED)-test ## Branches that the comparison with the reference engine reaches
	$(BIN)/python -m tests.reference.branches

mutants: $(INSTALLED)-mutants ## Change the rules in small ways and count who notices (an hour)
	$(BIN)/python -m tests.mutants.run

lint: $(INSTALLED)-lint ## Check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

check: lint test ## All of lint and test

format: $(INSTALLED)-lint ## Put the code into the house format
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

gallery: demo $(INSTALLED)-test ## Renew the pictures of runs, comparisons, sweeps, discovery, tournaments (minutes)
	$(BIN)/sanctions figures $(DEMO) -o $(PICTURED)/run --force
	$(BIN)/python -c "$$SHRINK" $(PICTURED)/run $(GALLERY)
	$(BIN)/sanctions compare $(SCENARIO) belarus-2025-hard-line belarus-2025-grand-bargain \
	  --worlds 1000 -o $(PICTURED)/comparison --force --quiet
	$(BIN)/sanctions sweep $(SCENARIO) --vary prisoners.restock=0:8:5 --worlds 256 --quiet \
	  -o $(PICTURED)/sweep-line --force
	$(BIN)/sanctions sweep $(SCENARIO) --vary prisoners.restock=0:8:5 --vary target.slip=0:0.5:5 \
	  --worlds 256 -o $(PICTURED)/sweep-heat --force
	$(BIN)/sanctions sweep $(SCENARIO) --vary prisoners.restock=0:8 --vary target.slip=0:0.5 \
	  --vary prisoners.calm=0:0.4 --design lhs --points 32 --worlds 256 -o $(PICTURED)/sweep-parallel --force
	$(BIN)/sanctions discover $(DEMO) --when "net_effect < 50" -o $(PICTURED)/discovery --force
	$(BIN)/sanctions optimize $(SCENARIO) --free senders.washington.behaviour.opening=1:6 \
	  --free senders.washington.behaviour.concession=linear,boulware,conceder --population 12 \
	  --generations 6 --fresh 512 -o $(PICTURED)/optimum --force --quiet
	$(BIN)/sanctions tournament $(SCENARIO) --worlds 1024 -o $(PICTURED)/tournament --force
	for kind in comparison sweep-line sweep-heat sweep-parallel discovery optimum tournament; do \
	  $(BIN)/python -c "$$SHRINK" $(PICTURED)/$$kind/figures $(GALLERY)/$$kind; done
	$(BIN)/python -m tests.gallery

sensitivity: $(INSTALLED)-sensitivity ## Work out anew what matters in the main scenario
	$(BIN)/sanctions sensitivity belarus-2025 --worlds 20480 --sobol 256 --seed 1 -o $(SENSITIVITY) --force
	$(BIN)/python -c "$$SHRINK" $(SENSITIVITY)/figures $(GALLERY)/sensitivity
	cp $(SENSITIVITY)/indices.csv $(SENSITIVITY)/variance.csv $(GALLERY)/sensitivity

hindcast: $(INSTALLED)-run ## Score past cases against what happened; renew the figures of docs/validation.md
	$(BIN)/sanctions hindcast --calibrated -o $(HINDCAST) --force
	$(BIN)/python -c "$$SHRINK" $(HINDCAST)/figures $(GALLERY)/hindcast
	cp $(HINDCAST)/summary.txt $(HINDCAST)/summary.md $(GALLERY)/hindcast/

facts: $(INSTALLED)-run ## Examine the stylised facts at full size (minutes); renew their gallery
	$(BIN)/python -m tests.facts

calibration: $(INSTALLED)-run ## Learn from 2025 what belarus-2025-calibrated.yaml draws from (some minutes)
	$(BIN)/sanctions calibrate belarus-2025 --data belarus-2025 --check 200 -o $(CALIBRATION) --force
	cp $(CALIBRATION)/posterior.csv scenarios/posteriors/belarus-2025.csv
	$(BIN)/python -c "$$SHRINK" $(CALIBRATION)/figures $(GALLERY)/calibration
	cp $(CALIBRATION)/summary.txt $(CALIBRATION)/learned.csv $(CALIBRATION)/check-*.csv $(GALLERY)/calibration/

forecast: $(INSTALLED)-run ## Forecast until the end of 2026; renew docs/forecast.md and its figures (some minutes)
	$(BIN)/sanctions forecast belarus-2025 --data belarus-2025 --from 2025-09-30 --until 2026-12-31 \
	  --check 300 -o $(FORECAST) --force
	$(BIN)/python -c "$$SHRINK" $(FORECAST)/figures $(GALLERY)/forecast
	cp $(FORECAST)/forecast.csv $(FORECAST)/backtests.csv $(FORECAST)/check.csv $(FORECAST)/summary.txt \
	  $(FORECAST)/tables.md $(GALLERY)/forecast/
	$(BIN)/python -c "$$INSERT" docs/forecast.md $(FORECAST)/tables.md

pages: $(INSTALLED)-test ## Look at reports in a browser: phone, laptop, A4, light and dark (some minutes)
	$(BIN)/python -m tests.pages

translation: $(INSTALLED)-test ## Renew and compile the catalogue of a LANGUAGE (docs/translating.md)
	@test -n "$(LANGUAGE)" || { echo "make: say which language: make translation LANGUAGE=be" >&2; exit 1; }
	@mkdir -p $(LOCALE)
	$(BIN)/pybabel -q extract -k tr -k trn:1,2 -k count:2,3 --no-location --omit-header -o $(LOCALE)/sanctions.pot simulator/report
	@test -f $(CATALOGUE).po || $(BIN)/pybabel -q init -D sanctions -i $(LOCALE)/sanctions.pot -d $(LOCALE) -l $(LANGUAGE)
	$(BIN)/pybabel -q update -D sanctions -i $(LOCALE)/sanctions.pot -d $(LOCALE) -l $(LANGUAGE)
	$(BIN)/pybabel -q compile -D sanctions -d $(LOCALE) -l $(LANGUAGE)
	@echo "Translate $(CATALOGUE).po, then say the same again"

wheel: $(INSTALLED)-test ## Build the wheel and the source archive into dist/
	$(BIN)/python -m hatchling build

clean: ## Remove environments, caches and builds; run folders stay
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find simulator tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@command -v "$(PYTHON)" >/dev/null || { \
	  echo "make: there is no $(PYTHON) here. Install Python 3.11 or newer, or say where it is:" >&2; \
	  echo "      make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "make: $(PYTHON) is $$("$(PYTHON)" -V 2>&1), but Python 3.11 or newer is needed. Name one:" >&2; \
	  echo "      make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "Making an environment in $(VENV) with $$("$(PYTHON)" -V 2>&1)"
	@"$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "make: $(PYTHON) cannot make environments; on Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

$(INSTALLED)-run: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what it needs (some minutes the first time)"
	@$(PIP) --editable .
	@touch $@

$(INSTALLED)-test: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what its tests need (some minutes the first time)"
	@$(PIP) --editable '.[test,oracles]'
	@touch $(INSTALLED)-run $@

$(INSTALLED)-bench: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what it is measured beside (some minutes the first time)"
	@$(PIP) --editable '.[test,bench]'
	@touch $(INSTALLED)-run $@

$(INSTALLED)-sensitivity: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what sensitivity needs (some minutes the first time)"
	@$(PIP) --editable '.[sensitivity]'
	@touch $(INSTALLED)-run $@

$(INSTALLED)-lint: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what its checks need (some minutes the first time)"
	@$(PIP) --editable '.[lint]'
	@touch $(INSTALLED)-run $@

$(INSTALLED)-mutants: pyproject.toml | $(MADE)
	@echo "Installing the simulator and what testing its tests needs (some minutes the first time)"
	@$(PIP) --editable '.[test,mutants]'
	@touch $(INSTALLED)-run $(INSTALLED)-test $@
