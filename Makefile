# Needs GNU make, Python 3.11 or newer with its venv module, and a package index (PyPI or a mirror
# of it, as pip is configured). Everything is installed into .venv and nowhere else.

VENV := .venv
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PIP_INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
LOCKED := yes
export FILE

# $(call pip_install,LOCK FILE,WHAT TO INSTALL WHERE THE LOCK IS NOT WANTED)
# pip knows dependency groups since 25.1. A lock names every package, so nothing is resolved: older
# versions of pip would ask for the hashes of extras that the lock has under their plain name.
define pip_install
	@echo "Installing into $(VENV); this is done once" >&2
	@if [ "$(LOCKED)" = yes ]; then \
	  $(PIP_INSTALL) --no-deps --require-hashes --requirement $(1) \
	    && $(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .; \
	else \
	  $(PIP_INSTALL) "pip>=25.1" && $(PIP_INSTALL) $(2); \
	fi || { \
	  echo "The packages could not be installed; pip says why above. They come from a package" \
	    "index: is the network up? A mirror is set with PIP_INDEX_URL. If it lacks the pinned" \
	    "versions of $(1), LOCKED=no takes the ones that it has." >&2; \
	  exit 2; }
	@touch $@
endef

.PHONY: help
help:
	@echo "make lint FILE=README.md    Install the linter and run it on a file or folder;"
	@echo "                            ARGS='--offline' hands options on to it"
	@echo "make test                   Install the test tools and run every check"
	@echo "make format                 Format the code and apply the repairs that ruff is sure of"
	@echo "make docs                   Write what is generated again: the index of rules, the schemas"
	@echo "make bench                  Run the benchmarks"
	@echo "make lock                   Pin the newest allowed dependencies in requirements/"
	@echo "make clean                  Remove everything that was made"
	@echo
	@echo "PYTHON=/path/to/python      the interpreter to use, for the first run or after a clean"
	@echo "LOCKED=no                   install what pyproject.toml allows rather than the pins"

.PHONY: lint
lint: file $(VENV)/.run
	@$(VENV)/bin/awesome-lint $(ARGS) -- "$$FILE" || { \
	  status=$$?; \
	  [ $$status -ne 1 ] || echo "The list has errors, so make ends with one, too:" >&2; \
	  exit $$status; }

# Asked before anything is installed.
.PHONY: file
file:
	@if [ -z "$$FILE" ]; then \
	  echo "Which file? Say: make lint FILE=README.md" >&2; exit 2; \
	elif [ ! -e "$$FILE" ]; then \
	  echo "There is no file \"$$FILE\" (it is looked up from $$PWD)" >&2; exit 2; \
	fi

.PHONY: test
test: $(VENV)/.test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/pytest -n auto --cov --cov-report=term

.PHONY: format
format: $(VENV)/.test
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

.PHONY: docs
docs: $(VENV)/.test
	$(VENV)/bin/python tests/support/generated_docs.py

.PHONY: bench
bench: $(VENV)/.test
	@for benchmark in benchmarks/*.py; do \
	  echo "== $$benchmark"; $(VENV)/bin/python "$$benchmark" || exit; \
	done

# uv pins for every platform and Python at once, which pip cannot do.
.PHONY: lock
lock: $(VENV)/.run
	$(PIP_INSTALL) uv
	$(VENV)/bin/uv pip compile pyproject.toml requirements/build.in $(UV_FLAGS) \
	  --output-file requirements/run.lock
	$(VENV)/bin/uv pip compile pyproject.toml requirements/build.in --group test $(UV_FLAGS) \
	  --constraint requirements/run.lock --output-file requirements/test.lock

UV_FLAGS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" --no-annotate

.PHONY: clean
clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache

# The newest Python that will do. One that is on the path may still not run, or lack what makes a
# virtual environment (Debian keeps ensurepip in a package of its own), so each is tried.
$(VENV)/.made:
	@for python in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  found=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Making a virtual environment in $(VENV) with $$("$$python" --version)" >&2; \
	  "$$python" -m venv --clear $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found cannot make a virtual environment: it lacks the module venv or ensurepip." \
	    "On Debian and Ubuntu: apt install $$found-venv" >&2; \
	else \
	  echo "This needs Python 3.11 or newer, and none of these is one: $(or $(PYTHON),$(PYTHONS))." \
	    "If it is elsewhere, say where: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; \
	fi; \
	exit 2

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements/run.lock
	$(call pip_install,requirements/run.lock,--editable .)

$(VENV)/.test: $(VENV)/.run requirements/test.lock
	$(call pip_install,requirements/test.lock,--editable . --group test)
