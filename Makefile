# Requires GNU make, Python 3.11 or newer with its venv module, and a package index (PyPI or a
# mirror, as configured for pip). Everything is installed into .venv.

VENV := .venv
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3
PIP_INSTALL := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check
LOCKED := yes
COMMA := ,
export FILE NAME

# $(call pip_install,LOCK FILE,WHAT TO INSTALL WITHOUT THE LOCK)
# pip supports dependency groups since 25.1. A lock lists every package, so --no-deps skips the
# resolution: older versions of pip would require hashes for extras, which the lock lists under the
# plain name of the package. pip compiles what it installs, but not the source of an editable
# package, which is compiled here, so that the first run is not slower than the others.
define pip_install
	@echo "Installing into $(VENV) (only once)" >&2
	@if [ "$(LOCKED)" = yes ]; then \
	  $(PIP_INSTALL) --no-deps --require-hashes --requirement $(1) \
	    && $(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .; \
	else \
	  $(PIP_INSTALL) "pip>=25.1" && $(PIP_INSTALL) $(2); \
	fi || { \
	  echo "The packages could not be installed; see the error of pip above. Check the network" \
	    "connection, or set PIP_INDEX_URL to a mirror of the package index. If the mirror lacks" \
	    "the pinned versions of $(1), LOCKED=no installs the versions that it has." >&2; \
	  exit 2; }
	@$(VENV)/bin/python -m compileall -q src
	@touch $@
endef

.PHONY: help
help:
	@echo "make lint FILE=README.md    Install the linter and run it on a file or directory;"
	@echo "                            ARGS='--offline' passes options to it"
	@echo "make test                   Install the test tools and run all checks"
	@echo "make format                 Format the code and apply the safe fixes of ruff"
	@echo "make docs                   Generate the index of rules and the JSON Schemas"
	@echo "make rule NAME=title-loud   Lay out a new rule: page, module, test"
	@echo "make bench                  Run the benchmarks"
	@echo "make lock                   Pin the newest allowed dependencies in requirements/"
	@echo "make clean                  Remove all generated files"
	@echo
	@echo "PYTHON=/path/to/python      use this interpreter, in the first run or after make clean"
	@echo "LOCKED=no                   install the versions that pyproject.toml allows, not the pinned ones"

.PHONY: lint
lint: file $(VENV)/.run
	@$(VENV)/bin/awesome-lint $(ARGS) -- "$$FILE" || { \
	  status=$$?; \
	  [ $$status -ne 1 ] || echo "The list has errors, so make fails:" >&2; \
	  exit $$status; }

# Checked before anything is installed.
.PHONY: file
file:
	@if [ -z "$$FILE" ]; then \
	  echo "No file given. Run: make lint FILE=README.md" >&2; exit 2; \
	elif [ ! -e "$$FILE" ]; then \
	  echo "No such file: \"$$FILE\" (in $$PWD)" >&2; exit 2; \
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

.PHONY: rule
rule: $(VENV)/.test
	@$(VENV)/bin/python tools/new_rule.py "$$NAME"
	@$(VENV)/bin/python tests/support/generated_docs.py

.PHONY: bench
bench: $(VENV)/.test
	@for benchmark in benchmarks/*.py; do \
	  echo "== $$benchmark"; $(VENV)/bin/python "$$benchmark" || exit; \
	done

# uv pins versions for all platforms and Python versions at once, which pip cannot do.
.PHONY: lock
lock: $(VENV)/.run
	$(PIP_INSTALL) uv
	$(VENV)/bin/uv pip compile pyproject.toml requirements/build.in --extra patterns \
	  $(UV_FLAGS) --output-file requirements/run.lock
	$(VENV)/bin/uv pip compile pyproject.toml requirements/build.in --all-extras --group test \
	  $(UV_FLAGS) --constraint requirements/run.lock --output-file requirements/test.lock

UV_FLAGS := --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
  --custom-compile-command "make lock" --no-annotate

.PHONY: clean
clean:
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache

# Uses the newest Python that works. A Python on the path may not run, or may lack the modules for
# virtual environments (Debian packages ensurepip separately), so each one is tried.
$(VENV)/.made:
	@for python in $(if $(PYTHON),"$(PYTHON)",$(PYTHONS)); do \
	  "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  found=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Creating a virtual environment in $(VENV) with $$("$$python" --version)" >&2; \
	  "$$python" -m venv --clear $(VENV) && touch $@; exit; \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found cannot create a virtual environment: the module venv or ensurepip is missing." \
	    "On Debian and Ubuntu: apt install $$found-venv" >&2; \
	else \
	  echo "Python 3.11 or newer is required. Tried: $(or $(PYTHON),$(PYTHONS))." \
	    "To use another interpreter: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; \
	fi; \
	exit 2

$(VENV)/.run: $(VENV)/.made pyproject.toml requirements/run.lock
	$(call pip_install,requirements/run.lock,--editable .)

$(VENV)/.test: $(VENV)/.run requirements/test.lock
	$(call pip_install,requirements/test.lock,--editable '.[patterns$(COMMA)server$(COMMA)watch]' --group test)
