# Builds build/bareme. `make help` lists the targets.

CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Werror -Wshadow -Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes \
           -Wwrite-strings -Wundef -Wformat=2 -Wvla
STANDARD = -std=c11 -D_GNU_SOURCE -ffp-contract=off
PACKAGES = lua5.4 sqlite3 libutf8proc zlib libxxhash
INCLUDES := -Iengine $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
LIBRARIES := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lpthread -lm

BUILD ?= build
PREFIX ?= /usr/local
DESTDIR ?=
SOURCES = $(sort $(wildcard engine/*/*.c))
OBJECTS = $(SOURCES:engine/%.c=$(BUILD)/%.o)
UNITS = $(sort $(wildcard tests/unit/test_*.c))
UNIT_PROGRAMS = $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
VERSIONS := $(shell for p in $(PACKAGES); do printf '%s %s, ' $$p $$(pkg-config --modversion $$p); done 2>/dev/null)libcsv

# The libraries are asked for before any of them is needed; a make started again reads them anew.
READY := $(shell sh tests/setup.sh --ready build && echo yes)

ifeq ($(READY),yes)
all: $(BUILD)/bareme
else
all:
	@sh tests/setup.sh --missing build
	@exit 1
endif

# V=1 shows the commands whole.
ifneq ($(V),1)
SAY = @echo "  $(1)"; 
endif

$(BUILD)/bareme: $(OBJECTS)
	$(call SAY,link $@)$(CC) $(CFLAGS) -o $@ $(OBJECTS) $(LIBRARIES) $(LDFLAGS)

$(BUILD)/%.o: engine/%.c
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(CC) $(STANDARD) $(CFLAGS) $(WARNINGS) $(INCLUDES) $(DEFINES) -MMD -MP -c -o $@ $<

# The loops that walk over every value of the data.
KERNELS = data/segment data/frame data/key data/entries data/runs data/text_index data/number_format source/scan \
          source/plain source/part_store source/part source/fill source/cursor source/repeats source/twice source/unique \
          source/weigh source/remarks source/detect source/evidence store/read store/load expr/records expr/records_filter eval/placing \
          eval/landing eval/dating eval/road eval/carried eval/cells eval/gather eval/close eval/finish eval/range \
          table/render_csv
$(KERNELS:%=$(BUILD)/%.o): CFLAGS += -O3

$(BUILD)/cli/folders.o: DEFINES = -DBAREME_INSTALLED='"$(PREFIX)/share/bareme/indicators"'
$(BUILD)/cli/manual.o: DEFINES = -DBAREME_LIBRARIES='"$(VERSIONS)"'

$(BUILD)/libbareme.a: $(filter-out $(BUILD)/cli/main.o,$(OBJECTS))
	@rm -f $@
	$(call SAY,archive $@)ar rcs $@ $^

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libbareme.a
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(CC) $(STANDARD) $(CFLAGS) $(WARNINGS) $(INCLUDES) -MMD -MP -o $@ $< $(BUILD)/libbareme.a \
	    -lcmocka $(LIBRARIES) $(LDFLAGS)

-include $(OBJECTS:.o=.d) $(UNIT_PROGRAMS:=.d)

# ---- what a person asks for ----

setup:            ## install the packages that are missing (asks apt-get)
	@sh tests/setup.sh --install tests

demo:             ## set up, build, and run the three scripts on the three samples
	@sh tests/setup.sh --install build
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(BUILD)/bareme
	@for name in romans medellin montevideo; do \
	    echo; echo "\$$ $(BUILD)/bareme run scripts/$$name.lua samples/$$name"; echo; \
	    $(BUILD)/bareme run scripts/$$name.lua samples/$$name || exit $$?; \
	done

test:             ## set up, build, and run every test
	@sh tests/setup.sh --install tests
	@$(MAKE) --no-print-directory BUILD=$(BUILD) suite

suite: $(BUILD)/bareme $(UNIT_PROGRAMS) $(BUILD)/tests/fail.so $(BUILD)/tests/cut.so
	@bash tests/run.sh $(BUILD)

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
asan:             ## the same with the address and undefined-behaviour sanitizers
	@sh tests/setup.sh --install tests
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/asan CFLAGS="-O1 -g $(SANITIZE)" suite

segments:         ## the same with segments of 7 records
	@sh tests/setup.sh --install tests
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/segments CFLAGS="-O1 -g -DBAREME_SEGMENT_RECORDS=7" suite

COVERAGE_WRAPS = -Wl,--wrap=_exit,--wrap=setrlimit,--wrap=prctl,--wrap=kill
coverage:         ## run every test, and print which lines and branches were run (FLOORS="store lua": where not)
	@sh tests/setup.sh --install tests
	@find $(BUILD)/coverage -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/coverage CFLAGS="-O1 -g --coverage" \
	    LDFLAGS="$(BUILD)/coverage/flush.o $(COVERAGE_WRAPS)" covered
	@python3 tests/coverage/coverage.py $(BUILD)/coverage $(FLOORS)

covered: $(BUILD)/flush.o
	@$(MAKE) --no-print-directory suite

$(BUILD)/flush.o: tests/coverage/flush.c
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(CC) $(STANDARD) -O1 $(WARNINGS) -c -o $@ $<

valgrind:         ## the unit tests and the three scripts under valgrind
	@sh tests/setup.sh --install valgrind
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/valgrind CFLAGS="-O1 -g" memory

memory: $(BUILD)/bareme $(UNIT_PROGRAMS)
	@bash tests/valgrind.sh $(BUILD)

FUZZERS = $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
FUZZ_RUNS ?= -1
FUZZ_SEED ?= 0
fuzz:             ## random input, FUZZ_SECONDS=60 for each kind (needs clang)
	@sh tests/setup.sh --install fuzz
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang \
	    CFLAGS="-O1 -g -DBAREME_SEGMENT_RECORDS=7 -DBAREME_PLAIN_TEXTS=8 \
	    -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" fuzzers

fuzzers: $(FUZZERS:tests/fuzz/%.c=$(BUILD)/tests/%)
	@bash tests/fuzz/run.sh $(BUILD) $(FUZZ_SECONDS) $(FUZZ_RUNS) $(FUZZ_SEED)

$(BUILD)/tests/fuzz_%: tests/fuzz/fuzz_%.c $(BUILD)/libbareme.a
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(CC) $(STANDARD) $(CFLAGS) $(WARNINGS) $(INCLUDES) -fsanitize=fuzzer -o $@ $< \
	    $(BUILD)/libbareme.a $(LIBRARIES) $(LDFLAGS)

torture: $(BUILD)/bareme $(BUILD)/tests/fail.so ## every command, with the n-th allocation or write failing, for every n
	@python3 tests/torture/torture.py $(BUILD) $(TORTURE_MOST)

# Preloaded into a program under test.
PRELOADED = $(CC) $(STANDARD) -O1 $(WARNINGS) -fPIC -shared -o $@ $< -ldl

$(BUILD)/tests/fail.so: tests/torture/fail.c
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(PRELOADED)

$(BUILD)/tests/cut.so: tests/store/cut.c
	@mkdir -p $(@D)
	$(call SAY,compile $<)$(PRELOADED)

bench:            ## time the works of CSV and store, beside what else is installed (EVENTS=1000000)
	@sh tests/setup.sh --install tests
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(BUILD)/bareme
	@python3 tests/bench/bench.py $(BUILD) $(EVENTS)

bench-growth:     ## time and memory from 10 000 records to 10 million (EVENTS=10000000)
	@sh tests/setup.sh --install tests
	@$(MAKE) --no-print-directory BUILD=$(BUILD) $(BUILD)/bareme
	@python3 tests/bench/bench.py $(BUILD) $(EVENTS) --growth

golden-accept: $(BUILD)/bareme ## take what is printed now as expected; read the git diff
	@bash tests/golden/run.sh $(BUILD) --accept

format:           ## lay the C files out as .clang-format says
	clang-format -i engine/*/*.c engine/*/*.h tests/unit/*.c

tidy:             ## what clang and clang-tidy have to say
	@for file in $(SOURCES); do \
	    clang $(STANDARD) -fsyntax-only $(WARNINGS) $(INCLUDES) $$file || exit 1; done
	clang-tidy --quiet --checks='clang-analyzer-*,bugprone-*,-bugprone-easily-swappable-parameters,-bugprone-implicit-widening*,-clang-analyzer-security.insecureAPI.*,-bugprone-narrowing-conversions' \
	    $(SOURCES) -- $(STANDARD) $(INCLUDES)

catalogue: $(BUILD)/bareme      ## write indicators/CATALOGUE.md, a method sheet of every indicator
	$(BUILD)/bareme list ./indicators -o indicators/CATALOGUE.md

$(BUILD)/bareme.1: $(BUILD)/bareme
	$(BUILD)/bareme --man > $@

$(BUILD)/bareme.bash: $(BUILD)/bareme
	$(BUILD)/bareme --bash-completion > $@

man: $(BUILD)/bareme.1          ## write the manual page
completion: $(BUILD)/bareme.bash ## write the completion for bash

install: $(BUILD)/bareme $(BUILD)/bareme.1 $(BUILD)/bareme.bash ## PREFIX=/usr/local, DESTDIR=
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(BUILD)/bareme $(DESTDIR)$(PREFIX)/bin/bareme
	install -m 644 $(BUILD)/bareme.1 $(DESTDIR)$(PREFIX)/share/man/man1/bareme.1
	install -m 644 $(BUILD)/bareme.bash \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/bareme
	find indicators -type f | while read -r file; do \
	    install -D -m 644 "$$file" "$(DESTDIR)$(PREFIX)/share/bareme/$$file" || exit 1; done

clean:            ## remove what was built
	rm -rf build

help:             ## this
	@sed -n 's/^\([a-z][a-z-]*\):[^#]*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) \
	    | awk -F'|' '{ printf "%-22s%s\n", $$1, $$2 }'

.PHONY: all setup demo test suite asan segments coverage covered fuzz fuzzers torture valgrind memory bench bench-growth golden-accept \
        format tidy man catalogue \
        completion install clean help
