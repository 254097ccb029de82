# Two commands do everything: `make run` and `make test`. Each sets up what it needs; a second time that takes no time.

# The first Python on the PATH that is new enough.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$name; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
DEMONSTRATION := TAWASUL_DEMONSTRATION=1
MANAGE := $(DEMONSTRATION) $(BIN)/python manage.py
ARABIC := locale/ar/LC_MESSAGES/django
FRONTEND := $(shell find frontend/src frontend/styles frontend/build frontend/marks frontend/*.ts frontend/package.json -type f)
APT := DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0

MAKEFLAGS += --jobs=2 # Python's packages and the front end's are installed side by side

.PHONY: run test check setup lock bench bench-clocks bench-hall clean chromium dovecot poppler
.DEFAULT_GOAL := run

run: setup
	@$(MANAGE) serve $(if $(HOST),--host $(HOST)) $(if $(PORT),--port $(PORT))

test: setup chromium dovecot poppler
	@$(BIN)/pytest -n 2

check: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(DEMONSTRATION) $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest tests/house/test_catalogue.py tests/house/test_migrations.py tests/house/test_templates.py
	cd frontend && npm run --silent check
	@if grep -nE '"resolved": *"http|--(extra-)?index-url|--find-links' requirements*.txt frontend/package-lock.json; then \
		echo "A lock file names a registry's address."; exit 1; fi

setup: $(VENV)/installed frontend/dist/names.json $(ARABIC).mo

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Tawasul needs Python 3.11 or newer; make PYTHON=/path/to/python3.11 names one."; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		version="$$($(PYTHON) -c 'import sys; print("python%d.%d" % sys.version_info[:2])')"; \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			echo "Installing $$version-venv …"; $(APT) update && $(APT) install -y "$$version-venv" >/dev/null; \
		else \
			echo "$$version cannot make a virtual environment; on Debian: apt-get install $$version-venv"; exit 1; \
		fi; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements-dev.txt | $(VENV)/bin/python
	@echo "Installing Python packages …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
		{ echo "Tawasul needs Node 20 or newer, with npm, on the PATH."; exit 1; }
	@echo "Installing the front end's packages …"
	@cd frontend && npm ci --loglevel=error
	@touch $@

frontend/dist/names.json: frontend/node_modules/.package-lock.json $(FRONTEND)
	@echo "Building the front end …"
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@

$(ARABIC).mo: $(ARABIC).po | $(VENV)/installed
	@$(MANAGE) catalogue compile >/dev/null
	@touch $@

# Only one apt-get runs at a time: each of these waits for the one before it.
chromium: | $(VENV)/bin/python
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
		command -v google-chrome >/dev/null || command -v google-chrome-stable >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			echo "Installing Chromium for the browser tests …"; \
			$(APT) update && $(APT) install -y chromium >/dev/null; \
		else \
			echo "The browser tests need Chromium on the PATH; on Debian: apt-get install chromium"; exit 1; \
		fi; }

dovecot: | chromium
	@PATH="$$PATH:/usr/sbin" command -v dovecot >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			echo "Installing Dovecot for the tests of mailboxes …"; \
			$(APT) update && $(APT) install -y dovecot-imapd >/dev/null; \
		else \
			echo "The tests of mailboxes need Dovecot; on Debian: apt-get install dovecot-imapd"; exit 1; \
		fi; }

poppler: | dovecot
	@command -v pdftotext >/dev/null || { \
		if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
			echo "Installing Poppler for the tests of paper …"; \
			$(APT) update && $(APT) install -y poppler-utils >/dev/null; \
		else \
			echo "The tests of paper need pdftotext; on Debian: apt-get install poppler-utils"; exit 1; \
		fi; }

lock: | $(VENV)/bin/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check uv
	@for name in requirements requirements-dev; do \
		$(BIN)/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
			$(if $(UPGRADE),--upgrade) $$name.in -o $$name.txt || exit 1; done
	@cd frontend && npm install --package-lock-only --loglevel=error

bench: setup
	@$(DEMONSTRATION) $(BIN)/python -m bench.run $(if $(SIZES),--sizes $(SIZES))

bench-clocks: setup
	@$(DEMONSTRATION) $(BIN)/python -m bench.clocks

bench-hall: setup
	@$(DEMONSTRATION) $(BIN)/python -m bench.hall

clean:
	rm -rf $(VENV) frontend/node_modules frontend/dist $(ARABIC).mo var/static
