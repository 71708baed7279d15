# The verbs of this project. `make help` lists them; everything else follows from them.
# Only Python 3.11 or newer and make are needed: the rest comes from the two lock files.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
GENERATED := src/explainer/site/generated

# Wheels are plain files: copy where the cache lies on another disk, and say nothing about it.
export UV_LINK_MODE ?= copy
# A terminal's colours never reach a log that a test reads.
export PYTHONWARNINGS ?= default::DeprecationWarning:explainer

.DEFAULT_GOAL := help
.PHONY: help setup book check sign test mutate prove lab serve bench portrait lint lock clean clean-all

help:  ## list these verbs
	@echo "make VERB, where VERB is one of"
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.ready $(GENERATED)/.ready  ## make the environment from the lock files (done by itself when needed)

book: setup  ## prove the ledger, run the notebooks, build the site into _build/html
	@$(PY) -m explainer build

check: setup  ## prove the ledger only: every fault as "table, row, column: what is wrong"
	@$(PY) -m explainer check

test: setup  ## run all tests; builds the book too and reads the pages it made
	@$(PY) -m pytest

sign: setup  ## show the rows that wait for an editor's sign-off (python -m explainer sign TABLE/ID gives it)
	@$(PY) -m explainer sign

mutate: setup  ## make one thing at a time wrong in the tables: each must stop the build
	@$(PY) -m explainer mutate

prove: setup  ## everything: mutants, faults in builds, all tests; then the book with the report of it
	@status=0; $(PY) -m explainer mutate || status=1; $(PY) -m pytest -m "" || status=1; \
	  $(PY) -m explainer.trials.supply > _build/proof/parts.csv || status=1; \
	  $(PY) -m explainer build || status=1; exit $$status

lab: setup  ## open the chapters as notebooks in JupyterLab
	@$(PY) -m explainer lab

serve: setup  ## show the finished site on this machine and print its address
	@$(PY) -m explainer serve

portrait: setup  ## take the README's picture again (needs a browser)
	@$(PY) -m explainer portrait

bench: setup  ## this book beside plain Jupyter Book: bytes, requests, build times, Lighthouse
	@$(PY) -m explainer bench

lint: setup  ## style and types of the engine
	@$(PY) -m ruff check src tests
	@$(PY) -m mypy

lock: $(VENV)/.ready  ## resolve requirements.in and package.json anew
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" requirements.in -o requirements.lock
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --package-lock-only --ignore-scripts
	@echo "requirements.lock and package-lock.json are resolved; commit them together with their lists."

clean:  ## remove what builds made; keep the environment
	rm -rf _build jupyter_execute .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests book -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean  ## remove the environment too
	rm -rf $(VENV) node_modules $(GENERATED) src/*.egg-info

# --- the environment --------------------------------------------------------------------
# pip fetches uv itself by the hash in the lock; uv then installs the rest in seconds. Where
# uv cannot reach a registry (it does not read pip's settings), pip does the same, slower.
$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=/path/to/python3.12")'
	@echo "environment: Python packages from requirements.lock into $(VENV)/ (once, about 1 GB)"
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	@awk '/^[a-z]/ {on = /^uv==/} on' requirements.lock > $(VENV)/uv.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/uv.lock
	@$(PY) -m uv pip install --quiet --python $(PY) --require-hashes -r requirements.lock \
	  || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

node_modules/.ready: $(VENV)/.ready package-lock.json .npmrc
	@echo "environment: the chart runtime's parts from package-lock.json into node_modules/"
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --silent --no-progress
	@touch $@

$(GENERATED)/.ready: node_modules/.ready src/explainer/publish/assets.py src/explainer/publish/fonts.py src/explainer/publish/runtime.js
	@$(PY) -m explainer.publish.assets node_modules $(GENERATED)
	@touch $@
