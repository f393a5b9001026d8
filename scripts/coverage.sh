#!/bin/sh
# coverage.sh FLOOR PROFILE PACKAGE...: prints what part of the statements of
# each package, with those below it, some test of any package runs, and fails
# if one is under FLOOR per cent. A statement that is in the profile of several
# test binaries counts once.
set -eu
floor=$1 profile=$2
shift 2
awk -v floor="$floor" -v names="$*" '
	NR == 1 { next } # the mode
	{ size[$1] = $2; if ($3 > 0) hit[$1] = 1 }
	END {
		count = split(names, name, " ")
		for (block in size)
			for (i = 1; i <= count; i++)
				if (index(block, "polyphony/" name[i] "/") == 1) {
					all[i] += size[block]
					if (block in hit) run[i] += size[block]
				}
		for (i = 1; i <= count; i++) {
			share = all[i] ? 100 * run[i] / all[i] : 0
			low = share < floor
			bad += low
			printf "coverage %-16s %5.1f %% of %d statements%s\n", name[i], share, all[i], low ? "  UNDER " floor " %" : ""
		}
		exit bad > 0
	}' "$profile"
