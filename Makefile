# Two commands do nearly everything: `make run` and `make test`. The logic lies in scripts/.
PORT ?= 8000
PYTHON ?= python3
VENV ?= .venv
PYTEST ?= -n auto
SHELL_SCRIPTS = .ci/run scripts/demo scripts/environment scripts/lock scripts/messages scripts/run
export PORT PYTHON VENV

.DEFAULT_GOAL := help
.PHONY: help run demo test bench lint format lock messages migrations screenshot clean

help: ## show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name text; do \
		printf '  make %-11s %s\n' "$$name" "$$text"; done

run: ## set up, load the demo network and serve it on localhost (PORT=8000)
	@scripts/run

demo: ## set up and load the demo network, without serving
	@scripts/environment site
	@scripts/demo

test: ## run every test; browser tests need Chromium
	@scripts/environment test
	@$(VENV)/bin/python -m pytest $(PYTEST)

bench: ## measure against a bare Django view and a stock Wagtail page
	@scripts/environment test
	@$(VENV)/bin/python -m pytest tests/benchmarks -m benchmark -p no:xdist -q -s

lint: ## check code, templates, shell scripts, layers, migrations
	@scripts/environment test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/djhtml --check --tabwidth 2 $$(git ls-files 'templates/*.html')
	$(VENV)/bin/shellcheck $(SHELL_SCRIPTS)
	PYTHONPATH=.:site $(VENV)/bin/lint-imports
	$(VENV)/bin/python site/manage.py makemigrations --check --dry-run

format: ## put code and templates in the house style
	@scripts/environment test
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djhtml --tabwidth 2 $$(git ls-files 'templates/*.html')

lock: ## write requirements/*.lock from pyproject.toml (UPGRADE=--upgrade for the newest releases)
	@scripts/lock $(UPGRADE)

messages: ## collect texts to translate and compile locale/ (needs Debian's gettext)
	@scripts/environment site
	@scripts/messages

migrations: ## check that every model change has its migration
	@scripts/environment site
	@$(VENV)/bin/python site/manage.py makemigrations --check --dry-run

screenshot: ## take the README's picture of the site that `make run` serves
	@scripts/environment test
	@$(VENV)/bin/python scripts/screenshot.py

clean: ## remove caches and the virtual environment; var/ with your data stays
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
