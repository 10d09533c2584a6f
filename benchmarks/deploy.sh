#!/usr/bin/env bash
# Time from the answer to CreateDeployment until three nodes serve it, over 200 deployments.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/run.bash"
run_benchmark dev.sluice.benchmarks.deploy.DeployBenchmark "$@"
