#!/usr/bin/env bash
# Templates and models alone (JMH), then what two templates add to a call of a node; fails above the microseconds given as $1 (default 25).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark org.openjdk.jmh.Main dev.sluice.benchmarks.template.TransformBenchmark
run_benchmark dev.sluice.benchmarks.template.TemplateBenchmark "${1:-25}"
