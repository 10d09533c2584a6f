#!/usr/bin/env bash
# CPU that access control adds to a call of a node: a token seen before with key, plan throttle and quota; a kept authorizer's result;
# a token never seen. Fails when one adds more than its goal.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.access.AccessBenchmark "$@"
