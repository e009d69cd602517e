# Everything is installed into .venv, from the hash-pinned requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DATA ?= data/raw
SECONDS ?= 60

.DEFAULT_GOAL := help
.PHONY: help demo test check lint types pytest test-tools fuzz bench docs lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-11s %s\n", $$1, $$2}'

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "kgx needs Python 3.11 or newer: make demo PYTHON=python3.12" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-build-isolation --no-deps --editable .
	@touch $@

demo: $(READY) ## build the graph of data/raw and ask it a question
	$(BIN)/kgx build data/raw --out data/graph
	@echo
	@echo "Who met whom in Baku, and when?"
	$(BIN)/kgx query who-met-whom in=Baku --graph data/graph

test: lint types pytest ## everything that guards the project

check: lint types ## the part of it that takes seconds

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

pytest: $(READY)
	$(BIN)/pytest

test-tools: ## install the outside readers, writers and servers that some tests use
	$(ROOT) apt-get update -qq
	$(ROOT) apt-get install -y -qq --no-install-recommends pandoc raptor2-utils rasqal-utils virtuoso-opensource-7-bin wget $(shell command -v npm >/dev/null || echo nodejs npm)
	npm ci --prefix tests/tools --no-audit --no-fund

fuzz: $(READY) ## feed the readers broken input: make fuzz SECONDS=600 for each of them (Linux)
	for target in $$($(BIN)/python tests/fuzz.py); do $(BIN)/python tests/fuzz.py $$target -max_total_time=$(SECONDS) || exit; done

bench: $(READY) ## measure quality and speed: make bench DATA=folder-of-the-public-sets
	$(BIN)/python benchmarks/run.py $(DATA)

docs: $(READY) ## write what is generated: the pages in docs/, what examples/ show, figures and picture in README.md
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/vocabulary.py
	$(BIN)/kgx build data/raw --out data/graph
	$(BIN)/python docs/cookbook.py data/graph
	$(BIN)/python docs/notebook.py
	$(BIN)/python docs/results.py

lock: ## pin the newest versions that pyproject.toml allows
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --fork-strategy fewest \
		--generate-hashes --no-emit-index-url --upgrade --quiet --custom-compile-command "make lock" --output-file requirements.lock

clean: ## remove what was built
	rm -rf data/graph .mypy_cache .pytest_cache .ruff_cache

# apt-get asks for root; in a container one is root already, often without sudo
ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
