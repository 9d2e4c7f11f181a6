# What one does with Tieout. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help demo run test test-duckdb15 lint bench clean environment test-environment

# A test run starts Python a few hundred times: what was compiled once is kept, whatever the machine says otherwise.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
OLDER := .venv-duckdb15
PEERS := .venv-peers
PY := $(VENV)/bin/python
# What draws pages, as the app does.
APP := scripts/with_allocator $(PY)
RECORDS ?= full
CONTRACTS := $(if $(filter small,$(RECORDS)),5000,100000)
# A browser keeps a processor busy by itself; most other tests wait now and then, for an answer that is late or a disk.
SIDE_BY_SIDE := -n auto --dist worksteal
WAITING := -n $(shell expr 2 '*' $$(getconf _NPROCESSORS_ONLN)) --dist worksteal

help: ## list what can be made
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: environment ## start Tieout on a made-up company, nothing to set up
	@exec $(APP) demo.py

run: environment ## start Tieout on your Firmao and Ordway
	@exec $(APP) -m streamlit run app.py

test: test-environment test-duckdb15 ## run every test, the browser's too
	@browser=$$(scripts/install_browser $(PY)) && export TIEOUT_BROWSER="$$browser" && \
		$(PY) -m pytest $(WAITING) --ignore tests/browser && $(PY) -m pytest $(SIDE_BY_SIDE) tests/browser

# What asks the store or a view for something that the other version could do otherwise.
OLDER_SYNC := amounts broken_elements hash_guard missing_records no_rounding pending pull remapping resources
OLDER_RECONCILE := life linked_by_people schedule schedule_ways
OLDER_CORRECTIONS := sending undo settling_counted

test-duckdb15: ## run the tests that lean on DuckDB on version 1.5
	@mkdir -p $(OLDER) && scripts/older_duckdb > $(OLDER)/requirements.txt
	@scripts/prepare_venv $(OLDER) $(OLDER)/requirements.txt
	@echo "Tests that lean on DuckDB, on DuckDB 1.5.5"
	@$(OLDER)/bin/python -m pytest $(WAITING) tests/queries tests/closing $(OLDER_SYNC:%=tests/sync/test_%.py) \
		$(OLDER_RECONCILE:%=tests/reconcile/test_%.py) $(OLDER_CORRECTIONS:%=tests/corrections/test_%.py) \
		"tests/reconcile/test_planted.py::test_everything_planted_is_found_and_nothing_else[seed 3 on 2026-11-23]"

lint: test-environment ## check style, types and who imports whom
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy --strict .
	$(PY) -m pytest -q tests/project

bench: environment ## measure pulling, reconciling, pages and figures; RECORDS=small for a quick one
	@scripts/prepare_venv $(PEERS) benchmarks/requirements-peers-bench.txt
	$(PY) -m benchmarks.pull.run --records $(RECORDS)
	$(PY) -m benchmarks.pull.growth --records $(RECORDS)
	$(PY) -m benchmarks.pull.latency
	$(PY) -m benchmarks.reconcile.run --contracts $(CONTRACTS)
	$(APP) -m benchmarks.pages.run --accounts $(CONTRACTS)
	$(PY) -m benchmarks.figures.run --accounts $(CONTRACTS)

clean: ## remove what was made: environments, caches, the demo's store
	rm -rf $(VENV) .venv-* data/demo data/bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@scripts/prepare_venv $(VENV) requirements.txt

test-environment:
	@scripts/prepare_venv $(VENV) requirements-dev.txt
