# Rundown's commands. `make serve` and `make test` are all that most people need.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.ONESHELL:
.SILENT:
.NOTPARALLEL:
.PHONY: help serve dev dist test native web release e2e engines lint bench soak bundle setup fuzz

PORT ?= 8080
FUZZ_SECONDS ?= 60
SOAK_CASES ?= 4000

help: ## Show this list
	grep -E '^[a-z0-9]+:.*##' Makefile | sed -E 's/^([a-z0-9]+):.*## /  make \1\t/' | expand -t 16

serve: ## Set up, build the release and serve it on http://127.0.0.1:8080 (PORT= to change)
	node .ci/serve.mjs --check $(PORT)
	$(MAKE) --no-print-directory dist
	node .ci/serve.mjs dist $(PORT)

dev: ## Serve a quick build that is made anew, and reloaded, at each change
	.ci/setup build
	. .ci/env
	trunk serve --offline --port $(PORT)

dist: ## Build the release into dist/, ready for any static host
	.ci/setup build
	. .ci/env
	trunk build --release --offline

test: ## Set up and run every test
	.ci/setup test
	# The release is built beside what does not need it: most of that time it takes one core.
	log=$$(mktemp)
	$(MAKE) --no-print-directory release >"$$log" 2>&1 & release=$$!
	trap 'kill $$release 2>/dev/null || true; rm -f "$$log"' EXIT
	for part in lint native web; do
	  echo "== $$part"
	  $(MAKE) --no-print-directory $$part
	done
	wait $$release || { cat "$$log"; exit 1; }
	echo "== e2e engines"
	$(MAKE) --no-print-directory --assume-old=release e2e engines
	echo "All tests passed."

lint: ## Formatting, clippy, and whether the committed editor bundle is current
	cargo fmt --check
	cargo clippy --quiet --locked --all-targets -- -D warnings
	node src/editor/bundle/build.mjs --check

native: ## Tests of the pure modules, and the walls
	cargo test --quiet --locked --lib --tests

web: ## Tests of storage and the editor handle, in Chromium
	. .ci/env
	.ci/web-tests

# Once for all that need it in one run.
release:
	. .ci/env
	trunk build --release --offline

e2e: release ## What a user does, in Chromium, on the release build; and how many bytes that has
	. .ci/env
	node .ci/sizes.mjs dist
	npm test --silent --prefix tests/e2e

engines: release ## The short list of what a user does, in Chromium, Firefox and WebKit (Safari's engine)
	. .ci/env
	npm test --silent --prefix tests/engines

bench: ## Measure the release build in Chromium: keystroke to preview, opening, start, bytes, memory
	.ci/setup test
	. .ci/env
	trunk build --release --offline
	npm run --silent bench --prefix tests/e2e

soak: ## Random tests at length (SOAK_CASES= of each, 4000), then kill browsers, break the app and open texts of difficult shapes: some three hours (SOAK_TRIALS= of each kind, 20)
	export SOAK_SEED=$${SOAK_SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}
	echo "== chance begins with SOAK_SEED=$$SOAK_SEED, which repeats this run"
	PROPTEST_RNG_SEED=$$SOAK_SEED PROPTEST_CASES=$(SOAK_CASES) cargo test --quiet --locked --lib --tests
	.ci/setup test
	. .ci/env
	trunk build --release --offline
	npm run --silent soak --prefix tests/e2e

bundle: ## Build src/editor/bundle.js and bundle_later.js anew from their sources
	.ci/setup test
	node src/editor/bundle/build.mjs

fuzz: ## Look for edits that the blocks do not follow, for FUZZ_SECONDS (needs a nightly Rust)
	rustup toolchain list | grep -q '^nightly' || { echo "make fuzz: installing a nightly Rust"; rustup toolchain install nightly --profile minimal; }
	command -v cargo-fuzz >/dev/null || { echo "make fuzz: installing cargo-fuzz, once (about a minute)"; cargo install --quiet --locked cargo-fuzz; }
	mkdir -p tests/fuzz/corpus/edits
	cargo +nightly fuzz run --fuzz-dir tests/fuzz edits tests/fuzz/corpus/edits tests/fuzz/seeds tests/markdown -- \
	  -max_total_time=$(FUZZ_SECONDS) -max_len=2000 -dict=tests/fuzz/markdown.dict
