#!/usr/bin/env bash
# The test suite behind ./sluice test, which sets JAVA_HOME: "all" is what CI runs, "fast" the unit tests alone.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
log=$home/target/test.log
mkdir -p "$home/target"
begun=$SECONDS

# Passes on what a reader wants to see: modules, test classes as they end, failures, the outcome.
readable() {
    grep --line-buffered -E '^\[INFO\] (Building Sluice|BUILD )|Tests run:|^\[ERROR\]' | sed -u -E 's/^\[INFO\] //; s/\x1b\[[0-9;]*m//g'
}

maven() {
    mvn -B -f "$home/pom.xml" "$@" 2>&1 | tee "$log" | readable
}

# Before the system tests, which open the console in a browser and call a peer that runs on Node.js.
console_and_peers() {
    (
        npm ci --prefix "$home/peers" --ignore-scripts --no-audit --no-fund
        cd "$home/web-console"
        npm ci --no-audit --no-fund
        npm run lint
        npm run build
    ) >"$log" 2>&1 || {
        tail -n 30 "$log"
        return 1
    }
    echo "The web console is checked and built."
}

summary() {
    local outcome=$?
    if [ $outcome -eq 0 ]; then
        echo "All tests passed in $((SECONDS - begun)) s."
    else
        echo "Something failed after $((SECONDS - begun)) s; all of the output is in $log." >&2
    fi
    exit $outcome
}
trap summary EXIT

case ${1:-all} in
    fast)
        maven -Dspotless.check.skip -Dcheckstyle.skip test
        ;;
    all)
        if "$home/sluice" has-node; then
            console_and_peers
        elif [ -n "${CI:-}" ]; then
            echo "The tests of the web console and of DynamoDB need Node.js 20.19 or newer with npm, and CI may not leave them out." >&2
            exit 1
        else
            echo "The tests of the web console and of DynamoDB are left out: they need Node.js 20.19 or newer."
        fi
        # Most of the time is waiting, so two modules go side by side; parts that fail name their module.
        maven -T 2 verify
        ;;
esac
