# Everything runs in .venv, which is made once, and brought up to date when pyproject.toml or the lock changes.

PYTHON ?= python3
ARGS ?=
VENV := .venv
RUN := $(VENV)/bin/python
CODE := crawlers pipelines spiders tests
INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PROJECT := $(INSTALL) --quiet --build-constraint constraints.txt --editable

.DEFAULT_GOAL := help
.PHONY: help demo test lint torture bench crawl lock clean

help:  ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/installed  ## Crawl four sample portals on this machine into ./data and show what was stored
	@$(RUN) -m tests.demo $(ARGS)

test: $(VENV)/installed-dev lint  ## Check style and types, then run every test
	$(RUN) -m pytest -n auto --dist loadfile $(ARGS)

lint: $(VENV)/installed-dev  ## Check style and types only
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy --strict $(CODE)

torture: $(VENV)/installed-dev  ## Kill crawls at every step and break their store, for half an hour, and report
	$(RUN) -m tests.torture --report docs/torture.md $(ARGS)

bench: $(VENV)/installed-bench  ## Measure speed, memory and accuracy beside other tools
	$(RUN) -m tests.bench $(ARGS)

crawl: $(VENV)/installed  ## Crawl a live portal: make crawl PORTAL=hai_phong [STORE=s3://bucket/prefix] [ARGS=…]
	@test -n "$(PORTAL)" || { echo 'Which portal? For example: make crawl PORTAL=hai_phong. These exist:' >&2; \
	  $(RUN) -m scrapy list >&2; exit 2; }
	$(RUN) -m scrapy crawl $(PORTAL) $(if $(STORE),-s STORE=$(STORE)) $(ARGS)

lock:  ## Resolve all dependencies anew and write constraints.txt
	@scratch=$$(mktemp -d) && trap 'rm -rf "$$scratch" build' EXIT && pip="$$scratch/bin/python -m pip" && \
	$(PYTHON) -m venv "$$scratch" && $$pip install --quiet --upgrade pip && \
	$$pip install --quiet '.[bench,browser,dev]' && \
	{ echo '# The lock: exact versions of everything, extras too. Made by `make lock`; not edited by hand.' && \
	  $$pip freeze --all --exclude tuantra; } > "$$scratch/lock" && cp "$$scratch/lock" constraints.txt

clean:  ## Remove the environment and every cache; ./data stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .scrapy
	find $(CODE) -name __pycache__ -prune -exec rm -rf {} +

# Old releases of pip fail on some extras: pip itself comes first, in the locked version.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo 'Python 3.11 or newer is needed. If it has another name here, say so: make PYTHON=python3.12 …' >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo 'No virtual environment could be made in $(CURDIR). It needs permission to write there and' >&2; \
	  echo 'the venv module (Debian and Ubuntu: apt-get install python3-venv).' >&2; exit 1; }

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo 'Installing what a crawl needs into $(VENV) (once; about a minute) …'
	@$(INSTALL) pip && $(PROJECT) . || { $(pip_failed); }
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo 'Installing what the tests need into $(VENV) (once; about a minute) …'
	@$(PROJECT) '.[dev,browser]' || { $(pip_failed); }
	@touch $@

$(VENV)/installed-bench: $(VENV)/installed-dev
	@echo 'Installing the tools to compare with into $(VENV) (once; about a minute) …'
	@$(PROJECT) '.[dev,browser,bench]' || { $(pip_failed); }
	@touch $@

define pip_failed
echo 'pip could not install, see above. It needs the Python Package Index once; behind a proxy or with' >&2; \
echo 'a mirror set HTTPS_PROXY or PIP_INDEX_URL. Nothing else was changed; run the same command again.' >&2; exit 1
endef
