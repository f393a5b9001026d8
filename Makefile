# Targets: see "make help".
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# One setting for everything that compiles, so that all share one build cache;
# nothing here needs a C compiler.
export CGO_ENABLED := 0

# The versions are part of the names, so a new version is a new file.
GOFUMPT := bin/gofumpt-v0.8.0
STATICCHECK := bin/staticcheck-v0.7.0
tool_version = $(lastword $(subst -, ,$(1)))

# What is compiled only with a tag is checked as well.
TAGS := bench,eval
GO_FOLDERS := $(wildcard cmd courses fidelity content certificates internal scripts test)

# The packages that decide who gets a certificate, and how much of each must be
# run by tests, in per cent.
COVERED := courses fidelity certificates internal/ledger
COVER_FLOOR := 90
comma := ,
none :=
space := $(none) $(none)
# go test would print, for each package, its share of all COVERED together;
# only the summary at the end means something.
HIDE_SHARES := sed -E '/^[[:blank:]]*(polyphony.*)?coverage: /d; s/[[:blank:]]+coverage: .*//'
COVERPKG := $(subst $(space),$(comma),$(foreach p,$(COVERED),./$(p)/...))

# Tests below test/ that are gates of their own, by name.
GATES := ^Test(Arch|Accessibility)
BENCH ?= .
ARGS ?=

.PHONY: run test check content bench build deps assets help eval gates tools

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## serve the demonstration on SQLite: make run ARGS="--seed 7"
	go run ./cmd/polyphony demo $(ARGS)

build: ## build bin/polyphony, one file that needs nothing else
	go build -trimpath -o bin/polyphony ./cmd/polyphony

test: deps gates content ## install what is missing, then check and test everything, with coverage
	go test -vet=off -timeout 11m -coverpkg=$(COVERPKG) -coverprofile=coverage.out ./... | $(HIDE_SHARES)
	scripts/coverage.sh $(COVER_FLOOR) coverage.out $(COVERED)

content: ## lint the course texts and instruments: words, minutes, reading ease, links, keys
	go run ./cmd/polyphony content check content

check: gates content ## format, vet, staticcheck, import directions, accessibility
	go test -run '$(GATES)' ./test

bench: ## measure speed; one benchmark: make bench BENCH=Standing
	go test -run '^$$' -bench '$(BENCH)' -benchmem ./...
	go test -tags bench -count=1 -timeout 30m -v ./test/bench/...

eval: ## compare with the evaluation data, where it is at hand
	go test -tags eval -count=1 -timeout 30m -v ./test/eval/...

assets: ## rebuild the committed style sheet and scripts from assets/ (needs npm)
	cd assets && npm ci && npm run build

deps: tools ## install what the tests need (Debian: by apt-get)
	@scripts/deps.sh

# The gates that need neither a database nor a browser. They are part of
# "test", which has all of vet from here and runs the other gates among its tests.
gates: tools
	@unformatted=$$($(GOFUMPT) -l $(GO_FOLDERS)); \
	if [ -n "$$unformatted" ]; then echo "not formatted, run $(GOFUMPT) -w on:"; echo "$$unformatted"; exit 1; fi
	go vet -tags $(TAGS) ./...
	$(STATICCHECK) -tags $(TAGS) ./...

tools: $(GOFUMPT) $(STATICCHECK)

$(GOFUMPT):
	GOBIN=$(CURDIR)/bin go install mvdan.cc/gofumpt@$(call tool_version,$@)
	mv bin/gofumpt $@

$(STATICCHECK):
	GOBIN=$(CURDIR)/bin go install honnef.co/go/tools/cmd/staticcheck@$(call tool_version,$@)
	mv bin/staticcheck $@
