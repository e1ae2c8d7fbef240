# Everything one does with this project, from a fresh machine with Python 3.11 or newer and make.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
RUN := $(VENV)/bin/python
READY := $(VENV)/ready
EXAMPLE := examples/en-calls-read-also-pull-quote.txt
CLEANED := build/demo.txt

# Install a dependency group, and what else is named. Groups are read here, because pip knows --group only since 25.1.
define install
	@$(RUN) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["$(1)"], sep="\n")' > $(VENV)/$(1).txt
	@$(RUN) -m pip --disable-pip-version-check install --quiet $(2) --requirement $(VENV)/$(1).txt
endef

.PHONY: help demo test test-large test-ray lint format index pictures bench quality fit clean

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: $(READY)  ## Clean an example article before your eyes
	@mkdir -p $(dir $(CLEANED)) && echo '*' > $(dir $(CLEANED)).gitignore
	@echo '$$ newsclean diff $(EXAMPLE)'
	@PAGER=cat $(VENV)/bin/newsclean diff $(EXAMPLE)
	@echo
	@echo '$$ newsclean $(EXAMPLE) > $(CLEANED)'
	@$(VENV)/bin/newsclean $(EXAMPLE) > $(CLEANED)
	@echo
	@echo 'The clean text is in $(CLEANED). The command itself is $(VENV)/bin/newsclean; more articles are in examples/.'

test: lint  ## Run every check: lint, types, tests; a warning is an error
	PYTHONWARNINGS=error $(RUN) -m pytest --numprocesses auto

test-large: $(READY)  ## Run the tests that take minutes: large inputs, and how time grows
	$(RUN) -m pytest -m large --numprocesses auto

test-ray: $(READY)  ## Run the tests of Ray and of other libraries, which this installs
	$(call install,integrations,--editable '.[ray]')
	$(RUN) -m pytest tests/test_ray.py tests/test_integrations.py

lint: $(READY)  ## Check style, format and types
	$(RUN) -m ruff check
	$(RUN) -m ruff format --check
	$(RUN) -m mypy

format: $(READY)  ## Put the code into its format
	$(RUN) -m ruff check --fix --exit-zero
	$(RUN) -m ruff format

index: $(READY)  ## Write newsclean/packs/index.jsonl from the rule packs
	$(RUN) -m newsclean.indexing

pictures: $(READY)  ## Draw the pictures in docs anew; those of a report need Chromium
	$(RUN) docs/pictures.py

bench: $(READY)  ## Measure speed and quality
	$(call install,bench)
	$(RUN) bench/speed.py
	$(RUN) bench/learn.py
	$(RUN) bench/quality.py
	$(RUN) bench/preview.py

quality: $(READY)  ## Measure quality on labelled articles: docs/quality.json and its chart, docs/quality.svg
	$(RUN) bench/quality.py --json docs/quality.json --chart docs/quality.svg

fit: $(READY)  ## Fit the weights anew on labelled articles
	$(call install,fit)
	$(RUN) bench/fit.py related
	$(RUN) bench/fit.py leftovers
	$(RUN) bench/fit_pages.py write

clean:  ## Take away all that make made, the virtual environment too
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The first Python that runs and is new enough; PYTHON=… on the command line names another.
$(READY): pyproject.toml
	@set -e; \
	for name in $(PYTHON) python3.11 python3.12 python3.13 python3.14 python3 python; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$name; break; fi; \
	done; \
	if [ -z "$${found:-}" ]; then \
	  echo 'make: newsclean needs Python 3.11 or newer, and none was found. Install it, or name it: make PYTHON=/path/to/python3.11' >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version). This happens once."; \
	"$$found" -m venv --clear $(VENV) || { \
	  echo 'make: there is no virtual environment without the module venv; on Debian and Ubuntu: apt install python3-venv' >&2; \
	  exit 1; \
	}
	$(call install,dev,--editable .)
	@touch $@
