#!/usr/bin/env bash
# CPU per HTTP_PROXY call of one node beside nginx; fails above the ratio given as $1 (default 1.2).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.proxy.ProxyBenchmark "${1:-1.2}"
