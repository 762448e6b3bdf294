# Two commands: `make demo` sets up and reads the example reports, `make test` sets up and passes every check.
PYTHON ?= $(shell command -v python3.13 || command -v python3.12 || command -v python3.11 || command -v python3)
BIN := .venv/bin
GOLD ?= ../shared/gold

.PHONY: demo test bench speed clean

demo: .venv/ready
	@mkdir -p out
	@$(BIN)/reportedly read examples/reports/*.md --format html --output out/claims.html
	@$(BIN)/reportedly read examples/reports/*-05-*.md --format pretty
	@echo "The six denials of the examples are above; all 36 reports, marked and with their claims: $(CURDIR)/out/claims.html"

test: .venv/ready
	@$(BIN)/ruff check src tests tools bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/reportedly lexicon check
	@$(BIN)/python -m pytest
	@$(BIN)/python bench/gate.py

bench: .venv/ready
	@$(BIN)/python bench/corpora.py $(GOLD)

speed: .venv/ready
	@$(BIN)/python bench/speed.py

.venv/ready: requirements/lock.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one with PYTHON=")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv out
