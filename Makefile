# Everything a visitor or a developer does here, in one word. `make help` lists it.
# PYTHON=python3.12       makes .venv with another Python (3.11 to 3.13)
# TORCH_INDEX=https://download.pytorch.org/whl/cpu   one more place for pip to look for torch: its
#                         CPU build, where the default would bring several GB of CUDA along
# BENCH="--students 200"  options of the benchmark
# REPEAT="--times 5"      options of the repetition
# KILLS="--times 20"      options of the killing
# FUZZ="--seconds 60"     options of the fuzzing
# TEST="-k tensors"       options of pytest
# ZOO=--all               options of the zoo
# AUDIT="tensors"         assignments and options of the audit

PYTHON ?= python3
TORCH_INDEX ?=
export TORCH_INDEX
BIN := .venv/bin
DEMO := reports/demo
SETUP = @command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing; install Python 3.11 to 3.13, or name one: make PYTHON=python3.12" >&2; exit 1; }; $(PYTHON) .ci/setup_venv.py

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint format bench repeat zoo kills fuzz audit docs clean

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

setup: ## make .venv with what grading needs
	$(SETUP)

setup-dev: ## make .venv with what the tests need too
	$(SETUP) dev

demo: setup ## grade the sample class and say where its reports are
	$(BIN)/grader run samples/class --out $(DEMO)

test: lint ## everything that must hold before a commit
	$(BIN)/python -m pytest --numprocesses auto --dist loadscope --no-loadscope-reorder $(TEST)

lint: setup-dev ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: setup-dev ## put the code into the one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## our speed beside nbgrader's and Otter's, in one run
	$(BIN)/python tests/bench/run.py $(BENCH)

repeat: setup-dev ## grade the sample class 20 times, each time otherwise, and compare all verdicts
	$(BIN)/python tests/repeat/again.py $(REPEAT)

zoo: setup-dev ## take away each layer of isolation, and write down which hostile tricks get through
	$(BIN)/python -m tests.zoo.layers $(ZOO)

kills: setup-dev ## kill processes of a run at 200 random instants, and compare gradebooks
	$(BIN)/python -m tests.kills.again $(KILLS)

fuzz: ## feed the trusted side's decoders what a submission may send, changed for ten minutes
	$(SETUP) fuzz
	$(BIN)/python -m tests.fuzz.again $(FUZZ)

audit: setup-dev ## check the checks of all assignments: known solutions and mutants
	$(BIN)/grader audit $(AUDIT)

docs: setup-dev ## build the documentation's site, strictly, into build/site
	$(BIN)/python -m mkdocs build --strict --quiet

clean: ## remove what was made here, .venv included
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist reports/demo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
