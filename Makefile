# `make run` answers a question from the sample library; `make test` runs the tests. Both set up first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup run test lint lock clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "litassay needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

QUESTION ?= Does contrastive pre-training improve the adversarial robustness of language models on GLUE?
OUT ?= runs/sample

run: setup
	rm -rf "$(OUT)"
	$(BIN)/litassay ask "$(QUESTION)" --library sample --model extractive --out "$(OUT)"
	@echo; sed -n '1,40p' "$(OUT)/report.md"

test: setup
	$(BIN)/python -m pytest

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Needs uv; the lock names versions and hashes, and no host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev --output-file requirements.lock pyproject.toml requirements-build.in

clean:
	rm -rf .venv runs build dist
