# make repro: reproduce the committed result. Other targets: make help.
PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup repro experiment experiments study verify publish register ui test fast test-python faults bench lint types committed lock

help:        ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup:       ## create .venv with the locked packages if it is missing or older than the lock
	@$(PYTHON) bootstrap.py

repro: setup ## run the stages that are not up to date: data, training, scores, report, MLflow
	@sinegan check
	@dvc repro
	@echo "The report is reports/report.md; 'make ui' shows the run in MLflow."

experiment: setup ## run another recipe: make experiment RECIPE=modern; undo: git checkout . && dvc checkout
	@dvc exp run -S recipe=$(RECIPE)

experiments: setup ## compare experiments: dvc exp show, without file columns
	@dvc exp show --only-changed --drop '^(data|models|reports|sinegan|stages|user_data|requirements\.lock|State|Executor)\b'

study: setup ## train and score all recipes with many seeds (studies/recipes); finished trials are kept
	@dvc repro studies/dvc.yaml:recipes

verify: setup ## compare this result with the published one, given the variation between seeds
	@sinegan verify

publish: setup ## log the current result to MLflow (again)
	@dvc repro
	@python -m stages.publish

register: setup ## register the current generator in MLflow if it passes the quality gate in params.yaml
	@sinegan register

ui: setup    ## start MLflow's web interface on 127.0.0.1:5000
	@sinegan ui

test: setup  ## all tests
	@python -m pytest

fast: setup   ## the tests that do not run pipelines: a few minutes
	@python -m pytest -m "not slow"

test-python: ## the tests that train, in a separate environment with another Python: make test-python PYTHON=python3.12
	@folder=.venv-$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])') && \
		$(PYTHON) bootstrap.py $$folder && \
		PATH="$(CURDIR)/$$folder/bin:$$PATH" $$folder/bin/python -m pytest -m "trains and not slow" -q

faults: setup ## inject faults of many kinds and count those that are handled: 45 minutes; writes benchmarks/faults.json
	@python -m tests.faults

bench: setup ## time training and scores, compared with other implementations; writes benchmarks/*.json
	@python -m benchmarks.speed
	@python -m benchmarks.score_costs

lint: setup  ## code style, format and import rules
	@ruff check . && ruff format --check . && lint-imports

types: setup ## check static types
	@mypy

committed: setup ## check that committed results belong to the committed code
	@python -m pytest tests/committed/*.py

lock: setup  ## update requirements.lock from pyproject.toml
	@uv pip compile --universal --generate-hashes --no-header --no-annotate --group dev --quiet \
		pyproject.toml --output-file requirements.lock
