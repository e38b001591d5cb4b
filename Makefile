# One word does it; `make` alone lists the words. All of it happens in .venv.

VENV := .venv
JS := clients/js
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

USABLE := import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c '$(USABLE)' 2>/dev/null && echo $$python && break; done)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test test-whole test-engines test-server test-kernels test-language \
	test-js test-gpu find-gpu try-qwen try-browser setup lint fix docs bench lock clean

help: ## List the words
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  ARGS=\"--port 9000\" adds to run and bench; PYTHON=/path/to/python chooses the Python."
	@echo "  setup and test bring torch and Qwen3-TTS too; on Linux with an NVIDIA GPU that is"
	@echo "  gigabytes of CUDA. QWEN=0 leaves them out, and the Qwen tests; run needs neither."

run: $(VENV)/run.stamp ## Serve, speaking with espeak
	$(BIN)/rtts serve --engine espeak $(ARGS)

test: $(VENV)/dev.stamp try-qwen try-browser $(JS)/node_modules ## Run every test; 90 % of the lines must be reached
	$(BIN)/coverage erase
	@$(MAKE) --no-print-directory --keep-going --jobs=3 --output-sync=target \
		test-whole test-engines test-server test-kernels test-language
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report $(shell test -e $(VENV)/qwen.stamp || echo '--omit=rtts/engines/qwen/*')
	@$(MAKE) --no-print-directory test-js

# The parts of the test run side by side, three at a time: one mostly waits, the longest come first.
# In the last sound is timed, so that it has the machine to itself.
WAITING := tests/e2e
ENGINES := tests/engines
KERNELS := tests/engines/qwen/kernels
LANGUAGE := tests/text
test-whole:
	$(BIN)/coverage run -m pytest --durations=10 $(WAITING)

test-engines:
	$(BIN)/coverage run -m pytest --durations=10 --ignore=$(KERNELS) $(ENGINES)

# 5 is pytest's word for no tests: without torch there are none, and the run says so at its end.
test-kernels:
	$(BIN)/coverage run -m pytest $(KERNELS) || test $$? = 5

test-language:
	$(BIN)/coverage run -m pytest $(LANGUAGE)

test-server:
	$(BIN)/coverage run -m pytest $(addprefix --ignore=,$(WAITING) $(ENGINES) $(LANGUAGE) tests/gpu)

test-js:
	cd $(JS) && RTTS_PYTHON=$(abspath $(BIN))/python npm test

test-gpu: find-gpu $(VENV)/dev.stamp $(VENV)/qwen.stamp ## Run the tests that need an NVIDIA GPU
	@$(BIN)/python -c 'import sys, torch; \
		sys.exit(None if torch.cuda.is_available() else f"torch {torch.__version__} sees no GPU.")'
	RTTS_TEST_GPU=1 $(BIN)/python -m pytest tests/gpu $(KERNELS) $(ARGS)

find-gpu:
	@test -e /dev/nvidiactl || command -v nvidia-smi >/dev/null || { \
		echo "This machine has no NVIDIA GPU: nothing of tests/gpu was run."; exit 1; }

# Where torch cannot be had everything else is tested, and the end of the run says what was not.
try-qwen: $(VENV)/run.stamp
	$(if $(filter 0,$(QWEN)),,@$(MAKE) --no-print-directory $(VENV)/qwen.stamp || true)

# Debian's own; where it cannot be had, the browser tests say that they did not run.
try-browser:
	@test -x /usr/bin/chromium || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get -qq update && apt-get -qq install -y chromium >/dev/null; } || true

setup: $(VENV)/dev.stamp $(if $(filter 0,$(QWEN)),,$(VENV)/qwen.stamp) ## Make .venv, with every extra that needs no GPU

lint: $(VENV)/dev.stamp $(JS)/node_modules ## Check style, types and the tables of the docs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python docs/make_tables.py --check
	cd $(JS) && npm run --silent lint

fix: $(VENV)/dev.stamp $(JS)/node_modules ## Mend what ruff and biome can mend
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	cd $(JS) && npm run --silent fix

docs: $(VENV)/dev.stamp ## Write the tables of the docs anew from the code
	$(BIN)/python docs/make_tables.py

bench: $(VENV)/run.stamp ## Measure a server under load
	$(BIN)/rtts bench $(ARGS)

lock: $(BIN)/python ## Make the locks fit pyproject.toml; ARGS=--upgrade takes newer versions (needs uv)
	$(BIN)/python requirements/lock.py $(ARGS)

clean: ## Remove .venv and everything else that was made
	rm -rf $(VENV) $(JS)/node_modules $(JS)/build $(JS)/dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(JS)/node_modules: $(JS)/package-lock.json
	cd $(JS) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(USABLE)' 2>/dev/null || { echo "rtts needs Python 3.11, 3.12 or 3.13" \
	"with its venv module (Debian: python3-venv). Name one: make PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.lock pyproject.toml clients/python/pyproject.toml | $(BIN)/python
	$(PIP) install --quiet --require-hashes -r requirements/run.lock
	$(PIP) install --quiet --no-deps --no-build-isolation -e clients/python -e .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(PIP) install --quiet --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/qwen.stamp: requirements/qwen.lock requirements/qwen.py $(VENV)/run.stamp
	$(BIN)/python requirements/qwen.py --tests
	@touch $@
