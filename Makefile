# Everything a newcomer needs is two commands: `make serve` and `make test`.
# The first Python that runs and is new enough: a name on the path may be an empty shim.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$name" && break; done)
BIN := .venv/bin
VOICE := $(BIN)/voice

.PHONY: setup serve demo test lint bench check-python clean

setup: .venv/ready .venv/built

check-python:
	@test -n "$(PYTHON)" || { echo "Voice needs Python 3.11 or newer. Set PYTHON=/path/to/python3.11"; exit 1; }

.venv/ready: requirements.lock pyproject.toml | check-python
	@test -x $(BIN)/python || "$(PYTHON)" -m venv .venv
	@echo "Installing what Voice stands on (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.venv/ready-dev: requirements-dev.lock .venv/ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Styles, scripts and catalogues are built again only when one of their sources changed.
.venv/built: .venv/ready $(wildcard static/css/*.css static/js/*.js static/mark.svg voice/assets.py translations/*/LC_MESSAGES/*.po)
	@$(VOICE) assets
	@$(VOICE) translations compile
	@touch $@

serve: setup
	@$(VOICE) serve

demo: setup
	@VOICE_ENVIRONMENT=$${VOICE_ENVIRONMENT:-demo} VOICE_DATA_FOLDER=$${VOICE_DATA_FOLDER:-instance/demo} $(VOICE) demo
	@VOICE_ENVIRONMENT=$${VOICE_ENVIRONMENT:-demo} VOICE_DATA_FOLDER=$${VOICE_DATA_FOLDER:-instance/demo} $(VOICE) serve

test: setup .venv/ready-dev
	@$(BIN)/python -m tests.ready
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile $(ARGS)

lint: setup .venv/ready-dev
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet templates
	@$(VOICE) surveys check

bench: setup .venv/ready-dev
	@$(BIN)/python -m benchmarks.run

clean:
	rm -rf .venv static/build
