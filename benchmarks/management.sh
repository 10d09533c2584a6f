#!/usr/bin/env bash
# The management API under an open load of 100 reads and 20 writes a second beside 1,000 APIs, an import, and its lists.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.management.ManagementBenchmark "$@"
