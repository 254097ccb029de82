# Two commands do everything: `make run` and `make test`. Each sets up what it needs; a second time that takes no time.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
DEMONSTRATION := TAWASUL_DEMONSTRATION=1

.PHONY: run test check setup lock bench clean chromium
.DEFAULT_GOAL := run

run: setup
	@$(DEMONSTRATION) $(MANAGE) serve

test: setup chromium
	@$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(DEMONSTRATION) TAWASUL_STATE=var/tests $(MANAGE) makemigrations --check --dry-run
	$(DEMONSTRATION) TAWASUL_STATE=var/tests $(MANAGE) catalogue check
	@if grep -nE '"resolved": *"http|--(extra-)?index-url|--find-links' requirements*.txt frontend/package-lock.json; then \
		echo "A lock file names a registry's address."; exit 1; fi

setup: var/stamps/python var/stamps/frontend var/stamps/catalogue

var/stamps:
	@mkdir -p $@

var/stamps/python: requirements-dev.txt | var/stamps
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tawasul needs Python 3.11 or newer; PYTHON=/path/to/python3.11 make … names another."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python cannot make a virtual environment; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }
	@echo "Installing Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

var/stamps/frontend: frontend/package-lock.json $(shell find frontend/src frontend/styles frontend/*.ts frontend/*.json -type f 2>/dev/null) | var/stamps
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' || \
		{ echo "Tawasul needs Node 20 or newer on the PATH."; exit 1; }
	@echo "Building the front end …"
	@cd frontend && npm ci --silent && npm run --silent build
	@touch $@

var/stamps/catalogue: locale/ar/LC_MESSAGES/django.po var/stamps/python | var/stamps
	@$(DEMONSTRATION) TAWASUL_STATE=var/tests $(MANAGE) catalogue compile
	@touch $@

chromium:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			echo "Installing Chromium for the browser tests …"; \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
		else \
			echo "The browser tests need Chromium on the PATH; on Debian: apt-get install chromium"; exit 1; \
		fi; }

lock: var/stamps/python
	@$(BIN)/python -m pip install --quiet uv
	@for name in requirements requirements-dev; do $(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --no-header \
		--python-version 3.11 $$name.in -o $$name.txt; done

bench: setup
	@$(DEMONSTRATION) $(BIN)/python -m bench.run

clean:
	rm -rf $(VENV) var/stamps frontend/node_modules frontend/dist
