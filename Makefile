# `make demo` and `make test` are each enough on a fresh machine with Python 3.10 or newer.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin

.PHONY: demo test lint bench clean

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

bench: $(VENV)/installed
	$(RUN)/python benchmarks/peers.py

clean:
	rm -rf $(VENV) .bench dist build .pytest_cache .mypy_cache .ruff_cache
