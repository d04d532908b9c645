# Everything that a fresh checkout needs is set up in .venv, nothing else of the machine is touched.
# Another Python than the first on PATH: make PYTHON=/path/to/python3 ...

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
READY = $(VENV)/ready
READY_DEV = $(VENV)/ready-dev
READY_FUZZ = $(VENV)/ready-fuzz
READY_REPORT = $(VENV)/ready-report
READY_DOCS = $(VENV)/ready-docs
SECONDS = 60
CHECKS_PYTHON = import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
INSTALL = "$(BIN)/python" -m pip install --quiet --disable-pip-version-check --compile --constraint constraints.txt

# No module from elsewhere, and compiled ones kept, so that commands start at once.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH

# `ready` holds the place that .venv was made in. A .venv that was copied, or whose Python has gone, is not ready.
ifneq ($(shell "$(BIN)/python" -c "import click, pip" 2>/dev/null && cat $(READY) 2>/dev/null),$(CURDIR))
$(shell rm -f $(READY) $(READY_DEV) $(READY_FUZZ) $(READY_REPORT) $(READY_DOCS))
endif

.DEFAULT_GOAL := help
.PHONY: help summarize report docs test programs fuzz lint format sample readme words snapshots bench bench-rules bench-store hostile clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

# 3 says that devices fail, 4 that some input could not be read: the sample has both on purpose.
summarize: $(READY)  ## the main command on the sample fleet
	@"$(BIN)/mdeanalysis" summarize sample_results --as-of 2025-03-21; \
	status=$$?; case $$status in 0|3|4) ;; *) exit $$status ;; esac

report: $(READY_REPORT)  ## the sample fleet as a page and a PDF to send on: report.html, report.pdf
	@"$(BIN)/mdeanalysis" report sample_results --inventory sample_inventory.csv --as-of 2025-03-21 \
	  -o report.html -o report.pdf; \
	status=$$?; case $$status in 0|3|4) ;; *) exit $$status ;; esac

# The site's own words on its future are none of its readers'.
docs: $(READY_DOCS)  ## the documentation as a site that opens from disk: site/index.html
	@NO_MKDOCS_2_WARNING=1 "$(BIN)/python" -m mkdocs build --quiet --clean
	@echo "site/index.html; with search: $(BIN)/python -m http.server --bind 127.0.0.1 --directory site"

test: lint programs  ## every check: lint, types, import contracts, tests with coverage
	"$(BIN)/python" -m pytest -n 2 -W error --basetemp $(VENV)/tmp --cov --cov-report=term

# Real proxies and the like, on Debian as root; elsewhere the tests that need one say so.
programs:  ## Debian packages that the tests start
	@.ci/debian

# atheris runs on few systems, hypothesis on all; what either finds is told by the tests from then on.
fuzz: $(READY_FUZZ)  ## damage files on purpose: each target for a minute (SECONDS=60)
	FUZZ_EXAMPLES=500 "$(BIN)/python" -m pytest -W error --basetemp $(VENV)/tmp tests/fuzz/test_state.py
	PYTHONPATH=tests "$(BIN)/python" -m fuzz.run --seconds $(SECONDS)

lint: $(READY_DEV)  ## style, types and import contracts
	"$(BIN)/ruff" check
	"$(BIN)/ruff" format --check
	"$(BIN)/mypy"
	"$(BIN)/lint-imports"

format: $(READY_DEV)  ## lay out the code, and repair what can be repaired without asking
	"$(BIN)/ruff" check --fix
	"$(BIN)/ruff" format

sample: $(READY)  ## write sample_results and sample_inventory.csv anew
	rm -rf sample_results sample_inventory.csv
	"$(BIN)/mdeanalysis" demo -o sample_results --devices 40 --seed 7 --inventory sample_inventory.csv

readme: $(READY)  ## write the lists and examples' outputs of README and docs/ anew
	"$(BIN)/python" tests/readme.py
	"$(BIN)/python" tests/pages.py

words: $(READY_DEV)  ## bring the catalogues of translations up to the code's texts
	PYTHONPATH=tests "$(BIN)/python" tests/translations.py

snapshots: $(READY_DEV)  ## write the tests' snapshots of the sample report anew
	PYTHONPATH=tests "$(BIN)/python" tests/snapshots.py

bench: $(READY_REPORT)  ## speed and memory as ratios, on 10,000 made-up devices and on every format (minutes)
	@"$(BIN)/python" benchmarks/bench.py
	@echo
	@"$(BIN)/python" benchmarks/formats_bench.py
	@echo
	@"$(BIN)/python" benchmarks/report_bench.py

bench-rules: $(READY)  ## seconds a rule, on 100,000 made-up devices (a few minutes, 10 GiB)
	@"$(BIN)/python" benchmarks/rules_bench.py

bench-store: $(READY)  ## stores and processes, on 1,000 and 10,000 made-up devices (minutes)
	@"$(BIN)/python" benchmarks/store_bench.py

hostile: $(READY)  ## what hostile input costs, as ratios (a minute)
	@"$(BIN)/python" benchmarks/hostile.py

clean:  ## remove .venv and everything that the checks leave behind
	rm -rf site report.html report.pdf report_files $(VENV) build dist htmlcov .coverage .coverage.* .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps are written last: what was broken off is made again from nothing.
$(READY): pyproject.toml constraints.txt
	@"$(PYTHON)" -c "$(CHECKS_PYTHON)" 2>/dev/null || { \
	  echo "mdeanalysis needs Python 3.11 or newer with venv (Debian: apt-get install python3 python3-venv); if it is not '$(PYTHON)', say make PYTHON=/path/to/python3" >&2; \
	  exit 1; }
	@echo "Setting up $(VENV): once, about a minute" >&2
	@rm -f $(READY) $(READY_DEV) $(READY_FUZZ) $(READY_REPORT) $(READY_DOCS)
	@"$(PYTHON)" -m venv --clear $(VENV)
	@$(INSTALL) --editable .
	@printf '%s\n' '$(CURDIR)' > $(READY)

$(READY_DEV): $(READY)
	@echo "Adding what the checks and notebooks need: once, about a minute" >&2
	@rm -f $(READY)
	@$(INSTALL) --editable '.[dev,docs,excel,notebooks,pdf,probe,redact]'
	@printf '%s\n' '$(CURDIR)' > $(READY)
	@touch $(READY_DEV)

$(READY_REPORT): $(READY)
	@$(INSTALL) --editable '.[pdf]'
	@touch $(READY_REPORT)

$(READY_DOCS): $(READY)
	@$(INSTALL) --editable '.[docs]'
	@touch $(READY_DOCS)

$(READY_FUZZ): $(READY_DEV)
	@$(INSTALL) --editable '.[fuzz]'
	@touch $(READY_FUZZ)
