#!/usr/bin/env bash
# 10,000 deployed stages on one node: one deployment more, the start from the spool, the heap.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.stages.StagesBenchmark "$@"
