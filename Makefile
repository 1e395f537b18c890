# Everything a fresh machine needs is made on the way: `make demo` asks for Python and make only.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
WANTED := import sys, venv; sys.exit(sys.version_info < (3, 10))
# The first Python that is new enough; `make PYTHON=/path/to/python3 demo` says which one to take.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.10 python; do \
	$$p -c '$(WANTED)' >/dev/null 2>&1 && { echo $$p; break; }; done)

.PHONY: java help demo test test-browser test-web test-scale test-spark spark-cluster-check check docs bench scale \
	scale-out quality cross-format known retitled mutants traps weights dist-check clean
.DEFAULT_GOAL := help

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/installed ## Build an index of the fixtures, search it, count what it holds
	@sh scripts/demo.sh $(BIN)/papers

test: $(VENV)/tests ## Run every test
	@$(BIN)/python -m pytest -q

test-web: $(VENV)/web ## The tests of papers web, with Datasette installed
	@$(BIN)/python -m pytest -q tests/test_web.py

test-scale: $(VENV)/tests ## The engines of papers resolve on many random libraries (a minute)
	@SCALE_TESTS=1 $(BIN)/python -m pytest -q tests/scale

test-spark: $(VENV)/spark java ## The tests of the engine spark, with Spark installed; needs Java 17
	@SPARK_TESTS=1 $(BIN)/python -m pytest -q tests/scale/test_engines.py -k spark

spark-cluster-check: $(VENV)/spark java ## A Spark master and two workers on this machine give what one process gives
	@sh scripts/spark_cluster_check.sh $(BIN)

java:
	@java -version >/dev/null 2>&1 || { echo "Spark needs Java 17 or newer, and there is none" >&2; \
		echo "hint: Debian and Ubuntu: apt install default-jre-headless; macOS: brew install openjdk" >&2; exit 1; }

test-browser: $(VENV)/tests ## Load the pages of --html in the system's Chromium; CHROMIUM=PATH names another
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m pytest -q tests/browser/page_in_chromium.py

check: $(VENV)/checks ## Lint, format, types, layers, README in step with the program
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	COLUMNS=80 $(BIN)/python -m cogapp --check --check-fail-msg "README.md: run 'make docs'" -I tests README.md

docs: $(VENV)/checks ## Write the program's output into the README again
	COLUMNS=80 $(BIN)/python -m cogapp -r -I tests README.md

bench: $(VENV)/installed ## Start-up, ingest and growth, as ratios measured in one run
	@$(BIN)/python benchmarks/bench.py

scale: $(VENV)/installed ## Growth up to ENTRIES="10000 100000 1000000" entries (long)
	@$(BIN)/python benchmarks/scale.py --entries $(or $(ENTRIES),10000 100000 1000000)

scale-out: $(VENV)/tests ## papers resolve on RECORDS="10000 100000" records by each of ENGINES="local duckdb"
	@$(BIN)/python benchmarks/scale_out.py --records $(or $(RECORDS),10000 100000) \
		--engines $(or $(ENGINES),local duckdb)

quality: $(VENV)/installed ## Matching and the order of search, measured on labeled data, beside the targets
	@$(BIN)/python benchmarks/quality.py

cross-format: $(VENV)/installed ## Whether records of one paper from several formats come together
	@$(BIN)/python benchmarks/cross_format.py

known: $(VENV)/installed ## Whether a search finds the paper meant, remembered in seven ways
	@$(BIN)/python benchmarks/known_items.py

retitled: $(VENV)/installed ## Whether a retitled paper is found by its other title (some minutes)
	@$(BIN)/python benchmarks/retitled.py

traps: $(VENV)/installed ## Inputs made to take long: seconds a megabyte, memory, growth
	@$(BIN)/python benchmarks/traps.py --megabytes $(or $(MEGABYTES),1)

mutants: $(VENV)/mutants ## Wrong rules that the tests do not notice; MINUTES=20 of a sample
	@$(BIN)/python benchmarks/mutants.py --minutes $(or $(MINUTES),20)

weights: $(VENV)/fitting ## Fit the match weights on the labeled data again
	$(BIN)/python benchmarks/fit_weights.py

dist-check: $(VENV)/installed ## Build the wheel, install it in a fresh environment, run it
	@sh scripts/dist_check.sh $(BIN)/python

clean: ## Remove what was made here
	rm -rf $(VENV) build dist mutants .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# One stamp for each set of dependencies: a second run has nothing to install.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "papers needs Python 3.10 or newer with its venv module; found: $$(python3 --version 2>&1)" >&2; \
		echo "hint: install one, or name it: make PYTHON=/path/to/python3 demo" >&2; exit 1; }
	@echo "making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo "installing papers and what it needs"
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q papercli
	@touch $@

$(VENV)/tests: $(VENV)/installed
	@echo "installing what the tests need"
	@$(PIP) install --editable '.[test]'
	@touch $@

$(VENV)/checks: $(VENV)/tests
	@echo "installing what the checks need"
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/web: $(VENV)/tests
	@echo "installing what serves the index to a browser"
	@$(PIP) install --editable '.[test,web]'
	@touch $@

$(VENV)/spark: $(VENV)/tests
	@echo "installing Spark: 0.9 GB, some minutes"
	@$(PIP) install --editable '.[test,spark]'
	@touch $@

$(VENV)/mutants: $(VENV)/tests
	@echo "installing what makes the mutants"
	@$(PIP) install --editable '.[mutants]'
	@touch $@

$(VENV)/fitting: $(VENV)/installed
	@$(PIP) install --editable '.[bench]'
	@touch $@
