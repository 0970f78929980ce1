# Durf: every command a developer needs. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
PORT ?= 8000
N ?= 100k
UV := .venv/bin/uv
PYTEST := .venv/bin/pytest -n 2
# Many images forbid Python to keep its compiled code; every start and every worker would compile Django anew.
unexport PYTHONDONTWRITEBYTECODE
PO := $(wildcard src/durf/*/locale/*/LC_MESSAGES/django.po)

.PHONY: translations help demo test lint test-postgres bench messages format clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.venv/installed: pyproject.toml constraints.txt hatch_build.py
	@echo "Setting up the environment in .venv …"
	@test -x .venv/bin/pip || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Durf needs Python 3.11 or newer with venv."; exit 1; }
	@test -x $(UV) || .venv/bin/pip install --quiet --disable-pip-version-check uv
	@$(UV) pip install --quiet --python .venv/bin/python --constraint constraints.txt --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(UV) pip install --quiet --python .venv/bin/python --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: translations ## Set up and serve an invented community at http://localhost:8000 (PORT=…)
	@.venv/bin/durf demo --port $(PORT)

test: .venv/installed-dev translations ## Bring what the tests need and run all but the PostgreSQL run
	@bash tests/bring.sh
	@$(PYTEST)

test-postgres: .venv/installed-dev translations ## The suite on a real PostgreSQL that it starts itself
	@.venv/bin/python tests/postgres.py

.venv-bench/installed: bench/requirements.txt
	@echo "Setting up the bench's environment in .venv-bench …"
	@test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install --quiet --disable-pip-version-check uv
	@.venv-bench/bin/uv pip install --quiet --python .venv-bench/bin/python --requirement bench/requirements.txt
	@touch $@

bench: .venv/installed .venv-bench/installed ## Measure the speed beside other software (N=100k|1m); minutes to hours
	@for what in "gen" "core" "peers --names all" "paths" "updates" "http" "bandwidth"; do \
	  .venv/bin/durf bench $$what --n $(N) --json; done
	@.venv/bin/durf bench report

lint: .venv/installed-dev ## ruff, mypy, import-linter, djlint, sizes; warnings are errors
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@.venv/bin/djlint src --lint --quiet

format: .venv/installed-dev ## Lay out code and templates
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

messages: .venv/installed-dev ## Gather texts for translation (needs gettext) and compile what is translated
	@for room in src/durf/*/; do if grep -rqE "translate|gettext" $$room --include=*.py --include=*.html --include=*.txt; then \
	  mkdir -p $$room/locale && (cd $$room && $(CURDIR)/.venv/bin/django-admin makemessages -l nl --no-location --no-obsolete -e html,txt,py >/dev/null); fi; done
	@$(MAKE) --silent translations

translations: $(PO:.po=.mo)

%.mo: %.po | .venv/installed
	@.venv/bin/python -c "import sys, polib; polib.pofile(sys.argv[1]).save_as_mofile(sys.argv[2])" $< $@

clean: ## Forget the environment and the demo's data
	rm -rf .venv data
