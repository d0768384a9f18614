# Everything starts here: `make` sets up and builds all publications in out/, `make test` sets up and tests.
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Homebrew's libraries are not on the default search path of every Python
export DYLD_FALLBACK_LIBRARY_PATH := /opt/homebrew/lib:/usr/local/lib

.DEFAULT_GOAL := build
.PHONY: build wheel test deep proof lint lint-words types bench bench-studio load picture studio-pictures lock catalogues schema clean studio help

build: $(VENV)/.run ## set up, then build every publication into out/
	@$(BIN)/printkit build

test: $(VENV)/.dev ## set up, then run the tests
	@$(BIN)/python -m pytest -n auto -m "not deep"

deep: $(VENV)/.dev ## the slow proofs: both conformance checkers on everything, kill and full-disk runs, fuzzing
	@$(BIN)/python -m pytest -n auto -m deep

proof: $(VENV)/.dev ## the full numbers of one claim: make proof NAME=… [IN=FOLDER], without NAME their list
	@PYTHONPATH=tests $(BIN)/python -m proofs $(NAME) $(IN)

lint: $(VENV)/.dev ## style and common mistakes
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

lint-words: $(VENV)/.dev ## spelling of the French texts, with the words of brochure/mots.txt; terms explained at their first use
	@$(BIN)/python tools/lint-words.py
	@$(BIN)/python tools/lint-terms.py

types: $(VENV)/.dev ## strict type checking
	@$(BIN)/mypy

bench: $(VENV)/.dev ## time the line against plain WeasyPrint, in the same run
	@$(BIN)/python -m benchmarks && $(BIN)/python -m benchmarks.leaflets && $(BIN)/python -m benchmarks.press

bench-studio: $(VENV)/.dev ## time the studio in Chromium: from a key to the changed page, idle, memory
	@$(BIN)/python -m benchmarks.studio

load: $(VENV)/.dev ## twenty people in one studio for two minutes: no error, no lost save, no mixed-up page
	@PYTHONPATH=tests $(BIN)/python -m support.checkers.load

studio: $(VENV)/.run ## make leaflets in the browser: fields to fill, pages that follow as you type
	@$(BIN)/printkit studio

catalogues: $(VENV)/.dev ## gather new messages into the French catalogue and compile it
	@$(BIN)/python tools/catalogues.py

wheel: $(VENV)/.run ## write dist/printkit-….whl, which installs without a clone, with its faces
	@$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

picture: $(VENV)/.dev build ## draw the pictures of README and of the how-tos for printing
	@$(BIN)/python tools/picture.py
	@$(BIN)/python tools/sheet_pictures.py
	@$(BIN)/python tools/press_pictures.py
	@PYTHONPATH=tests $(BIN)/python tools/site_picture.py
	@PYTHONPATH=tests $(BIN)/python tools/report_picture.py
	@PYTHONPATH=tests $(BIN)/python tools/look_pictures.py

studio-pictures: $(VENV)/.dev ## take the pictures of docs/fr/de-la-date-au-tract.md from the studio's real pages
	@PYTHONPATH=tests $(BIN)/python tools/studio-pictures.py

schema: $(VENV)/.run ## write the JSON Schemas editors use
	@$(BIN)/printkit schema

clean: ## forget the environment, the cache and what was built
	@[ ! -x $(BIN)/printkit ] || $(BIN)/printkit clean
	@rm -rf $(VENV) .printkit

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1	\2/' | expand -t 20

# --- set-up: done once, and again when a locked version changes -----------------------------

$(BIN)/python:
	@tools/setup-system.sh run
	@$$(tools/find-python.sh) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python requirements/run.txt requirements/fonts.txt pyproject.toml
	@echo "setup: fetching the Python packages and faces printkit needs, once"
	@$(PIP) --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) --require-hashes --no-deps -r requirements/fonts.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements/dev.txt
	@tools/setup-system.sh test
	@echo "setup: fetching the Python packages the tests need, once"
	@$(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

lock: $(VENV)/.dev ## pin the newest allowed versions, with hashes
	@tools/lock.sh
