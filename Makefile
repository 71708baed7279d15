# The verbs of this project. `make help` lists them. Python 3.11 or newer and make are needed, nothing else: each verb
# first lets requirements/install.py bring what it needs, which is quick when all of it is there.

PYTHON ?= python3
PY     := .venv/bin/python
NEEDS   = @$(PYTHON) requirements/install.py

# Texts are UTF-8 whatever the machine's language; a library's warning to its own developers is nobody's business here.
export PYTHONUTF8 ?= 1
export PYTHONWARNINGS ?= default::DeprecationWarning:explainer
# IPython looks for a folder of its own in the home folder, which may be missing or read-only.
export IPYTHONDIR ?= $(CURDIR)/.venv/etc/ipython
# Each core takes the next file of tests; in one process, as for a debugger: make test ARGS="-n0 -k hedges"
PYTEST  = @$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help book test lab serve watch editions browser new bench lint lock clean prove

help:  ## list these verbs
	@echo "make VERB, where VERB is one of"
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-10s %s\n", $$1, $$2}'
	@echo "and .venv/bin/explainer VERB for the rest: .venv/bin/explainer --help"

book:  ## prove the tables, run the notebooks, build the site into _build/html
	$(NEEDS) build
	@$(PY) -m explainer build

test:  ## run the tests; they build the book too and read its pages in a browser (ARGS="-k hedges": some)
	$(NEEDS) build lab test lint chromium
	$(PYTEST) $(ARGS)

lab:  ## open the chapters as notebooks in JupyterLab
	$(NEEDS) build lab
	@$(PY) -m explainer lab

serve:  ## show the finished site on this machine and print its address
	$(NEEDS) build
	@$(PY) -m explainer serve

watch:  ## build on each save, and reload the page in the open browser
	$(NEEDS) build lab
	@$(PY) -m explainer serve --watch

editions:  ## the site, and the book as PDF (needs a browser), EPUB and one file, into _build/editions
	$(NEEDS) build chromium
	@$(PY) -m explainer build --editions

# Pyodide's packages come from no registry: WHEELS names a folder of them, FETCH one to be filled first.
browser:  ## chapters that run in the reader's browser: FETCH=folder, WHEELS=folder or CDN=1; EDITIONS=1 makes those too
	$(NEEDS) build browser
	@test -n "$(FETCH)$(WHEELS)$(CDN)" || { echo 'Say where they are: FETCH=folder, WHEELS=folder or CDN=1' >&2; exit 1; }
	@$(PY) -m explainer build $(if $(CDN),--cdn,--wheels "$(or $(FETCH),$(WHEELS))" $(if $(FETCH),--fetch)) $(if $(EDITIONS),--editions)

new:  ## begin an explainer of another text: make new DIR=path ARTICLE=file [TITLE= BY= DATE= SOURCE=address LICENCE= TEXT_LANG=]
	@test -n "$(DIR)" -a -n "$(ARTICLE)" || { echo 'Say where and of what: make new DIR=path ARTICLE=file.txt [TITLE="…"]' >&2; exit 1; }
	$(NEEDS) build
	@$(PY) -m explainer new "$(DIR)" --article "$(ARTICLE)" $(if $(TITLE),--title "$(TITLE)") $(if $(BY),--producer "$(BY)") \
	  $(if $(DATE),--published "$(DATE)") $(if $(SOURCE),--url "$(SOURCE)") $(if $(LICENCE),--licence "$(LICENCE)") \
	  $(if $(TEXT_LANG),--lang "$(TEXT_LANG)")

bench:  ## this book and plain Jupyter Book on the same words, built in turns: times as ratios
	$(NEEDS) build
	@$(PY) -m tests.bench

lint:  ## style and types
	$(NEEDS) build lint
	@$(PY) -m ruff check src tests requirements
	@$(PY) -m mypy

prove:  ## every test, those that take minutes too (some need Java and poppler-utils)
	$(NEEDS) build lab test lint prove browser chromium
	$(PYTEST) -m "" $(ARGS)

lock:  ## resolve the lists in requirements/ into their lock files anew
	$(NEEDS) build
	@$(PY) requirements/lock.py

clean:  ## remove what builds made; the environment stays (rm -rf .venv removes that)
	rm -rf _build jupyter_execute .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests book -name __pycache__ -type d -prune -exec rm -rf {} +
