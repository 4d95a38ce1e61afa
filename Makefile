# make run    set up, make an invented district on the first start, open the dashboard
# make test   the tests
# make check  formatting, lint, import rules and tests: what CI runs

PORT ?= 8501
PYTHON := .venv/bin/python
SLOW = $(PYTHON) -m pytest -n auto -m 'not browser'

.PHONY: run test check browser screenshots slow bench clean

run: .venv/run.stamp
# Also after a first start that was broken off: until then there is no upload of any kind.
	@if [ -z "$$(ls data/uploads/*.json 2>/dev/null)" ]; then \
		echo "First start: making an invented district of 10 schools; this takes about 10 seconds."; \
		$(PYTHON) -m sm_core --home data demo; \
	fi
	@$(PYTHON) -m streamlit run app.py --server.port $(PORT)

test: .venv/dev.stamp
	$(PYTHON) -m pytest -n auto

check: .venv/dev.stamp
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	.venv/bin/lint-imports
	$(PYTHON) -m pytest -n auto

browser: .venv/dev.stamp
	$(PYTHON) -m pytest -m browser

screenshots: .venv/dev.stamp
	$(PYTHON) -m tests.browser.screenshots

# The marked modules, and three more of which many examples take long.
slow: .venv/dev.stamp
	EXAMPLES=12 $(SLOW) tests/test_match_weeks_generated.py tests/test_standing_generated.py \
		tests/test_review_generated.py tests/test_quality.py
	EXAMPLES=5 $(SLOW) tests/test_trends_generated.py tests/test_explored_generated.py \
		tests/test_progress_generated.py tests/test_pack_generated.py tests/test_student.py
	FUZZED=10000 KILLS=28 EXAMPLES=15 $(SLOW) tests/test_fuzz.py tests/test_killed_import.py \
		tests/test_uploads_generated.py
	ROUND_TRIP=1 EXAMPLES=15 $(SLOW) tests/test_layout_*.py tests/test_unpack.py \
		tests/test_workbook.py
	$(SLOW) tests/dirt tests/test_import_*.py $(addprefix tests/test_,$(addsuffix .py,bad_input \
		demo_made hard_input oneroster profiles real_files reconciliation same_register \
		review_patterns_simulated slow_versions together warnings))

bench: .venv/dev.stamp
	@for script in $(wildcard benchmarks/*.py); do PYTHONPATH=. $(PYTHON) $$script || exit 1; done

# Never touches data/, which holds what people uploaded and typed.
clean:
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis screenshots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is older than its requirements file when that changed: install again.
.venv/run.stamp: requirements.txt | $(PYTHON)
	@echo "Installing what Success Mentors needs; the first time takes a minute or two."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt | $(PYTHON)
	@echo "Installing what the tests need; the first time takes a minute or two."
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# The first Python that starts and is new enough; a failed venv leaves nothing half made behind.
$(PYTHON):
	@for python in python3.13 python3.12 python3.11 python3; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			$$python -m venv --clear .venv && exit 0; \
			rm -rf .venv; \
			exit 1; \
		fi; \
	done; \
	echo "Success Mentors needs Python 3.11 or newer, and none was found: install it from python.org, then run make again." >&2; \
	exit 1
