# What one does with Tieout. `make` alone lists it.
.DEFAULT_GOAL := help
.PHONY: help demo run test test-duckdb15 lint bench clean environment test-environment

VENV := .venv
OLDER := .venv-duckdb15
PEERS := .venv-peers
PY := $(VENV)/bin/python
RECORDS ?= full
CONTRACTS := $(if $(filter small,$(RECORDS)),5000,100000)
# Many tests wait, for an answer that is late or a page to draw: as many at once as there are processors.
SIDE_BY_SIDE := -n auto --dist worksteal

help: ## list what can be made
	@sed -nE 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: environment ## start Tieout on a made-up company, nothing to set up
	@exec $(PY) demo.py

run: environment ## start Tieout on your Firmao and Ordway
	@exec $(PY) -m streamlit run app.py

test: test-environment test-duckdb15 ## run every test, the browser's too
	@browser=$$(scripts/install_browser $(PY)) && TIEOUT_BROWSER="$$browser" $(PY) -m pytest $(SIDE_BY_SIDE)

# What asks neither the store nor a view is the same on every version.
NO_STORE := command_line settings policy printing paging reading_pages

test-duckdb15: ## run the tests of queries/, sync/ and reconciling on DuckDB 1.5
	@mkdir -p $(OLDER) && scripts/older_duckdb > $(OLDER)/requirements.txt
	@scripts/prepare_venv $(OLDER) $(OLDER)/requirements.txt
	@echo "Tests of queries/, sync/ and reconciling on DuckDB 1.5.5"
	@$(OLDER)/bin/python -m pytest $(SIDE_BY_SIDE) tests/queries tests/sync tests/reconcile/test_schedule.py tests/reconcile/test_life.py \
		$(NO_STORE:%=--ignore=tests/sync/test_%.py)

lint: test-environment ## check style, types and who imports whom
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy --strict .
	$(PY) -m pytest -q tests/project

bench: environment ## measure pulling and reconciling beside their peers; RECORDS=small for a quick one
	@scripts/prepare_venv $(PEERS) benchmarks/requirements-peers-bench.txt
	$(PY) -m benchmarks.pull.run --records $(RECORDS)
	$(PY) -m benchmarks.pull.growth --records $(RECORDS)
	$(PY) -m benchmarks.pull.latency
	$(PY) -m benchmarks.reconcile.run --contracts $(CONTRACTS)

clean: ## remove what was made: environments, caches, the demo's store
	rm -rf $(VENV) .venv-* data/demo data/bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@scripts/prepare_venv $(VENV) requirements.txt

test-environment:
	@scripts/prepare_venv $(VENV) requirements-dev.txt
