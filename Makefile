# make repro: reproduce the committed result. The other targets: make help.
PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help setup repro experiment study verify publish register ui test fast test-python faults bench lint types committed lock

help:        ## these lines
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

setup:       ## .venv with the locked packages, made when missing or older than the lock
	@$(PYTHON) bootstrap.py

repro: setup ## run what is not up to date: data, training, scores, report, MLflow
	@sinegan check
	@dvc repro
	@echo "Read reports/report.md; see the run with 'make ui'."

experiment: setup ## another recipe, here and now: make experiment RECIPE=modern; back by: git checkout . && dvc checkout
	@dvc exp run -S recipe=$(RECIPE)

study: setup ## many seeds and recipes, as study/params.yaml has them; what is done stays done
	@dvc repro study/dvc.yaml:study

verify: setup ## is the result that is here the published one, or as near to it as another seed's?
	@sinegan verify

publish: setup ## bring the current result into MLflow (again)
	@dvc repro
	@python -m stages.publish

register: setup ## let the current result be used, if it passes the gate of params.yaml
	@sinegan register

ui: setup    ## MLflow in the browser, on loopback; PORT=5000
	@sinegan ui

test: setup  ## all tests
	@python -m pytest

fast: setup   ## the tests without real pipelines: about a minute
	@python -m pytest -m "not slow"

test-python: ## what trains, on another Python in an environment of its own: make test-python PYTHON=python3.12
	@folder=.venv-$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])') && \
		$(PYTHON) bootstrap.py $$folder && \
		PATH="$(CURDIR)/$$folder/bin:$$PATH" $$folder/bin/python -m pytest -m "trains and not slow" -q

faults: setup ## whatever can go wrong, tried and counted: three quarters of an hour; writes benchmarks/faults.json
	@python -m tests.faults

bench: setup ## what training and scores cost, beside other ways; writes benchmarks/*.json
	@python -m benchmarks.speed
	@python -m benchmarks.score_costs

lint: setup  ## style, format, and who may import whom
	@ruff check . && ruff format --check . && lint-imports

types: setup ## static types
	@mypy

committed: setup ## committed results belong to the committed code
	@python -m pytest tests/committed/*.py

lock: setup  ## write requirements.lock anew from pyproject.toml
	@uv pip compile --universal --generate-hashes --no-header --no-annotate --group dev --quiet \
		pyproject.toml --output-file requirements.lock
