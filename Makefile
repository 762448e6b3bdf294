# Two commands: `make demo` sets up and reads the example reports, `make test` sets up and passes every check.
# the first Python that really runs and is new enough (a version manager's stand-in may be on the path without it)
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
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
	@$(BIN)/python -m pytest -n 2
	@$(BIN)/python bench/gate.py

bench: .venv/ready
	@$(BIN)/python bench/corpora.py $(GOLD)

speed: .venv/ready
	@$(BIN)/python bench/speed.py

.venv/ready: requirements/lock.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv out
