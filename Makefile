# The verbs of this project. `make help` lists them; everything else follows from them.
# Only Python 3.11 or newer and make are needed: the rest comes from the two lock files.

PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
GENERATED := src/explainer/site/generated

# Wheels are plain files: copy where the cache lies on another disk, and say nothing about it.
export UV_LINK_MODE ?= copy
# Compiled once here, not in every kernel: importing Altair and pandas from source takes ten times as long.
export UV_COMPILE_BYTECODE ?= 1
# A terminal's colours never reach a log that a test reads.
export PYTHONWARNINGS ?= default::DeprecationWarning:explainer

.DEFAULT_GOAL := help
.PHONY: help setup book editions browser check describe new test prove lab serve watch bench portrait lint lock clean clean-all

help:  ## list these verbs
	@echo "make VERB, where VERB is one of"
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.ready $(GENERATED)/.ready  ## make the environment from the lock files (done by itself when needed)

book: setup  ## prove the ledger, run the notebooks, build the site into _build/html
	@$(PY) -m explainer build

editions: setup  ## the site, and the book as PDF (needs a browser), EPUB and one file, into _build/editions
	@$(PY) -m explainer editions

# Pyodide's packages come from no registry: WHEELS names a folder of them, FETCH one to be filled first.
browser: setup $(VENV)/browser/.ready  ## the book, its chapters running in the reader's browser (FETCH=folder, WHEELS=folder or CDN=1; EDITIONS=1 makes those too)
	@$(if $(FETCH),$(PY) -m explainer browser --fetch $(FETCH))
	@$(PY) -m explainer browser $(if $(WHEELS)$(FETCH),--wheels $(or $(WHEELS),$(FETCH)),$(if $(CDN),--cdn)) $(if $(EDITIONS),--editions)

check: setup  ## prove the ledger only: every fault as "table, row, column: what is wrong"
	@$(PY) -m explainer check

describe: setup  ## write data/datapackage.json anew: columns from the engine, choices from the vocabulary
	@$(PY) -m explainer describe

new: setup  ## begin an explainer of another text: make new DIR=path ARTICLE=file.txt
	@test -n "$(DIR)" -a -n "$(ARTICLE)" || { echo 'Say where and of what: make new DIR=path ARTICLE=file.txt [TITLE="…"]' >&2; exit 1; }
	@$(PY) -m explainer new "$(DIR)" --article "$(ARTICLE)" $(if $(TITLE),--title "$(TITLE)")

test: setup  ## run all tests; builds the book too and reads the pages it made
	@$(PY) -m pytest

prove: setup $(VENV)/browser/.ready  ## every test, those that take minutes too
	@$(PY) -m pytest -m ""

lab: setup  ## open the chapters as notebooks in JupyterLab
	@$(PY) -m explainer lab

serve: setup  ## show the finished site on this machine and print its address
	@$(PY) -m explainer serve

watch: setup  ## build on each save, and reload the page in the open browser
	@$(PY) -m explainer watch

portrait: setup  ## take the README's picture again (needs a browser)
	@$(PY) -m explainer portrait

bench: setup  ## this book and plain Jupyter Book on the same words, built in turns: times as ratios
	@$(PY) -m tests.bench

lint: setup  ## style and types of the engine
	@$(PY) -m ruff check src tests
	@$(PY) -m mypy

lock: $(VENV)/.ready  ## resolve requirements.in and package.json anew
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" requirements.in -o requirements.lock
	@$(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-annotate --custom-compile-command "make lock" browser.in -o browser.lock
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm install --package-lock-only --ignore-scripts
	@echo "requirements.lock, browser.lock and package-lock.json are resolved; commit them together with their lists."

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

# JupyterLite and the pure Python it loads, apart from the rest: browser.in says why.
$(VENV)/browser/.ready: $(VENV)/.ready browser.lock
	@test -x $(VENV)/browser/bin/python || $(PY) -m venv $(VENV)/browser
	@$(PY) -m uv pip install --quiet --python $(VENV)/browser/bin/python --require-hashes -r browser.lock \
	  || $(VENV)/browser/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r browser.lock
	@touch $@

node_modules/.ready: $(VENV)/.ready package-lock.json .npmrc
	@echo "environment: the chart runtime's parts from package-lock.json into node_modules/"
	@PATH="$(CURDIR)/$(VENV)/bin:$$PATH" npm ci --silent --no-progress
	@touch $@

$(GENERATED)/.ready: node_modules/.ready src/explainer/build/assets.py src/explainer/build/fonts.py $(wildcard src/explainer/build/*.js)
	@$(PY) -m explainer.build.assets node_modules $(GENERATED)
	@touch $@
