# make repro: reproduce the committed result. Other targets: make help.
PYTHON ?= python3
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export PYTHONDONTWRITEBYTECODE := 1
PYTEST := python -m pytest -n auto --maxprocesses 8 --dist worksteal

.PHONY: help setup repro verify sample score ui experiment experiments restore register publish study \
	test fast test-python faults bench peers lint types committed docs-tables notebook lock

help:        #- list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo; echo "For development:"
	@awk -F ':.*#- ' '/^[a-z-]+:.*#- / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

repro: setup ## run the stages that are not up to date: data, training, scores, report, MLflow
	@sinegan check
	@dvc repro; status=$$?; \
		if [ $$status -eq 0 ] || dvc status --quiet report; then sinegan verify --summary; fi; exit $$status

verify: setup ## compare this result with the published one, given the variation between seeds
	@sinegan verify

sample: setup ## draw waves from the trained generator: make sample N=1000 OUT=waves.csv
	@sinegan sample $(if $(N),--n $(N)) $(if $(OUT),--out $(OUT))

score: setup ## score a file of waves from any generator: make score FILE=waves.csv
	@sinegan score $(FILE)

ui: setup    ## start MLflow's web interface on 127.0.0.1:5000
	@sinegan ui

experiment: setup ## run another recipe: make experiment RECIPE=modern; back again: make restore
	@sinegan check --recipe "$(RECIPE)"
	@dvc exp run -S recipe=$(RECIPE)

experiments: setup ## compare experiments: dvc exp show, without file columns
	@dvc exp show --only-changed --drop '^(data|models|reports|sinegan|stages|user_data|requirements\.lock|State|Executor)\b'

restore: setup ## go back to the committed result; other changes of params.yaml are lost, too
	@git checkout HEAD -- params.yaml dvc.lock reports
	@dvc checkout --force --allow-missing dvc.yaml
	@test -e models/generator.weights.h5 || echo "This result was never made here: make repro makes it."

register: setup ## register the current generator in MLflow if it passes the quality gate in params.yaml
	@sinegan register

publish: setup ## log the current result to MLflow (again)
	@dvc repro
	@python -m stages.publish

study: setup ## train and score all recipes with many seeds (studies/recipes); finished trials are kept
	@dvc repro studies/dvc.yaml:recipes

setup:       #- create .venv with the locked packages if it is missing or older than the lock
	@$(PYTHON) bootstrap.py

test: setup  #- all tests
	@$(PYTEST)

fast: setup   #- the tests that do not run pipelines: four minutes on two cores
	@$(PYTEST) -m "not slow"

test-python: #- the tests that train, in a separate environment with another Python: make test-python PYTHON=python3.12
	@folder=.venv-$$($(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])') && \
		$(PYTHON) bootstrap.py $$folder && \
		PATH="$(CURDIR)/$$folder/bin:$$PATH" $$folder/bin/$(PYTEST) -m "trains and not slow" -q

faults: setup #- inject faults of many kinds and count those that are handled: 40 minutes; writes benchmarks/faults.json
	@python -m tests.faults

bench: setup #- time training and scores, compared with other implementations; writes benchmarks/*.json
	@python -m benchmarks.speed
	@python -m benchmarks.score_costs

peers: setup #- train a generator of another package: make peers NAME=tsgm [VARIANT= SECONDS= SEEDS="0 1 2" DATA=timegan OUT= PEER_PYTHON=]
	@python -m benchmarks.peers.run $(NAME) $(if $(VARIANT),--variant $(VARIANT)) $(if $(SECONDS),--seconds $(SECONDS)) $(if $(SEEDS),--seeds $(SEEDS)) $(if $(DATA),--data $(DATA)) $(if $(OUT),--out $(OUT)) $(if $(PEER_PYTHON),--python $(PEER_PYTHON))

notebook: setup #- run docs/article.ipynb and keep its outputs: minutes
	@python -m tests.repository.test_notebook

lint: setup  #- code style, format and import rules
	@ruff check . && ruff format --check . && lint-imports

types: setup #- check static types
	@mypy

committed: setup #- check that committed results belong to the committed code
	@python -m pytest tests/committed/*.py

docs-tables: setup #- write the tables of README and docs again, from the committed results
	@python -m tests.committed.doc_tables

lock: setup  #- update requirements.lock from pyproject.toml
	@uv pip compile --universal --generate-hashes --no-header --no-annotate --group dev --quiet \
		pyproject.toml --output-file requirements.lock
