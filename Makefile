# `make demo` and `make test` need Python 3.11+ with venv, and nothing else. uv is used when it is there.

PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
PLUGINS := $(wildcard plugins/*)
EDITABLE := -e . $(addprefix -e ,$(PLUGINS))
UV := $(shell command -v uv 2>/dev/null)
# Building the editable packages warns about the way they are linked in; that is how it is meant.
QUIET := PYTHONWARNINGS=ignore
PIP := $(QUIET) $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
UVPIP := $(QUIET) $(UV) pip install --quiet --python $(BIN)/python --constraint constraints.txt
DEMO := docs/examples/northwind.funnel

.PHONY: help demo test test-slow test-wide lint docs bench fuzz fuzz-led clean golden

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.ready: pyproject.toml constraints.txt $(addsuffix /pyproject.toml,$(PLUGINS))
	@echo "Setting up $(VENV) (a minute or two, the first time only) ..."
ifeq ($(UV),)
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) pip setuptools wheel
	@$(PIP) --no-build-isolation $(EDITABLE)
else
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
	@$(UVPIP) setuptools wheel pip
	@$(UVPIP) --no-build-isolation $(EDITABLE)
endif
	@touch $@

# What only developers need: test runner, linters, types.
$(VENV)/.dev: $(VENV)/.ready
ifeq ($(UV),)
	@$(PIP) --requirement requirements-dev.txt
else
	@$(UVPIP) --requirement requirements-dev.txt
endif
	@touch $@

demo: $(VENV)/.ready ## check, forecast and draw a real plan
	@mkdir -p out
	@echo; echo "\$$ funneldsl check $(DEMO)"
	@$(BIN)/funneldsl check $(DEMO)
	@echo; echo "\$$ funneldsl simulate $(DEMO)"
	@$(BIN)/funneldsl simulate $(DEMO)
	@echo; echo "\$$ funneldsl export $(DEMO) --to svg -o out/northwind.svg   (also mermaid, dot, json)"
	@$(BIN)/funneldsl export $(DEMO) --to svg -o out/northwind.svg --force
	@$(BIN)/funneldsl export $(DEMO) --to mermaid -o out/northwind.mmd --force
	@echo; echo "Open out/northwind.svg in a browser to see the plan drawn."

# The profile `ci` of hypothesis draws the same examples each time; plain `pytest` goes on looking for new ones.
test: $(VENV)/.dev ## run the tests (under 10 minutes on 2 cores)
	$(BIN)/python -m pytest -m "not slow" -n auto --hypothesis-profile=ci

test-slow: $(VENV)/.dev ## run the slow tests too
	@$(PIP) distributed
	$(BIN)/python -m pytest -m slow -n auto --dist loadfile --hypothesis-profile=ci

test-wide: $(VENV)/.dev ## compare the engines on ten times as many networks (an hour)
	FUNNELDSL_WIDE=10 $(BIN)/python -m pytest -m slow -n auto plugins/funneldsl-forecast/tests

lint: $(VENV)/.dev ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## time ourselves beside the peers
	@$(PIP) --upgrade --target $(VENV)/peers python-hcl2 beancount simpy ciw
	$(BIN)/python -m tests.benchmarks $(VENV)/peers

CHARACTERS ?= 10000000
SEED ?= 1
fuzz: $(VENV)/.dev ## try any text and any edit (CHARACTERS=10000000 SEED=1)
	$(BIN)/python -m tests.fuzz $(CHARACTERS) $(SEED)

# Atheris is built for Linux and macOS, and for some versions of Python.
TIME ?= 30
fuzz-led: $(VENV)/.dev ## let atheris look for a text that breaks a law (TIME=30, in seconds)
	@mkdir -p out
	@if $(PIP) --only-binary :all: atheris 2>/dev/null; \
	then $(BIN)/python -m tests.fuzz.led -max_total_time=$(TIME) -artifact_prefix=out/; \
	else echo "atheris is not built for this Python: left out"; fi

golden: $(VENV)/.dev ## write the golden files anew; read the diff before you commit it
	UPDATE_GOLDEN=1 $(BIN)/python -m pytest -q tests/syntax/test_lalr.py tests/test_golden.py tests/test_describe.py tests/test_documents.py tests/docs

clean: ## forget everything that was installed or built
	rm -rf $(VENV) build dist out *.egg-info plugins/*/build plugins/*/*.egg-info
