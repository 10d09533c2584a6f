#!/usr/bin/env bash
# A tenant's authorizer function in its host: the first call of each of some functions, then calls of one that is warm, one at a time.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.functions.FunctionsBenchmark "$@"
