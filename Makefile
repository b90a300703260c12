# `make demo` and `make test` are each enough on a fresh machine with Python 3.10 or newer.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test lint bench docs api lock dist adapters clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --upgrade pip
	$(RUN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

demo: $(VENV)/installed
	$(RUN)/mt-cleaner fix --isolated --diff examples

lint: $(VENV)/installed
	$(RUN)/ruff check cleaner tests benchmarks
	$(RUN)/mypy

test: $(VENV)/installed lint
	$(RUN)/python -m pytest

# What other programs count on, written anew: a change of it is meant.
api: $(VENV)/installed
	$(RUN)/python tests/test_api.py

# The very versions, with hashes, for every Python that is supported.
lock: $(VENV)/installed
	$(RUN)/python -m pip install --quiet 'uv>=0.4'
	$(RUN)/python -m uv pip compile --quiet --universal --python-version 3.10 --extra dev --generate-hashes --no-header --output-file requirements/dev.lock pyproject.toml

dist: $(VENV)/installed
	$(RUN)/python benchmarks/dist.py

# datatrove, Ray and datasets, run for real (some 900 MB, in an environment of their own).
.bench/adapters/installed: pyproject.toml
	$(PYTHON) -m venv .bench/adapters
	.bench/adapters/bin/python -m pip install --quiet --editable '.[zh,learn,datatrove,ray]' 'datasets>=2.19'
	touch $@

adapters: .bench/adapters/installed
	.bench/adapters/bin/python benchmarks/adapters.py

bench: $(VENV)/installed
	$(RUN)/python benchmarks/peers.py --json .bench/peers.json
	.bench/env/bin/python benchmarks/charts.py

.docs/env/installed: pyproject.toml
	$(PYTHON) -m venv .docs/env
	.docs/env/bin/python -m pip install --quiet --editable . 'sphinx>=8' 'myst-parser>=4' 'furo>=2024.8.6'
	touch $@

docs: .docs/env/installed
	.docs/env/bin/python docs/site/build.py .docs

clean:
	rm -rf $(VENV) .bench .docs dist build .pytest_cache .mypy_cache .ruff_cache
