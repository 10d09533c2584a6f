#!/usr/bin/env bash
# ./sluice bench start [rounds]: a second start on existing data. Prints, per round, the seconds until everything was ready and
# until a node and the management API had answered a call, the CPU seconds of all processes, and their memory (PSS).
# Uses a folder and free ports of its own; the first start and stop, which make the data and the start cache, are not counted.
set -euo pipefail

home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rounds=${1:-5}
state=$(mktemp -d)
export SLUICE_STATE=$state
for part in CONTROL AUTHORIZER POSTGRES KAFKA KAFKA_CONTROLLER TRAFFIC TLS NODE; do
    export "SLUICE_${part}_PORT=0"
done

cleanup() {
    "$home/sluice" stop >/dev/null || true
    rm -rf "$state"
}
trap cleanup EXIT

# The launcher and all below it. Children that have ended are in their parent's cutime and cstime.
processes() {
    local parents=$1 all=$1
    while [ -n "$parents" ]; do
        parents=$(pgrep -d, -P "$parents" || true)
        all=$all${parents:+,$parents}
    done
    echo "${all//,/ }"
}

cpu_seconds() {
    local pid ticks=0 fields
    for pid in "$@"; do
        # The name, in brackets, may hold spaces; user, system and the ended children's times are fields 12 to 15 behind it.
        read -r -a fields <<<"$(sed 's/.*) //' "/proc/$pid/stat")"
        ticks=$((ticks + fields[11] + fields[12] + fields[13] + fields[14]))
    done
    awk -v ticks="$ticks" -v hertz="$(getconf CLK_TCK)" 'BEGIN { printf "%.1f", ticks / hertz }'
}

pss_mebibytes() {
    local pid
    for pid in "$@"; do
        cat "/proc/$pid/smaps_rollup"
    done | awk '/^Pss:/ { sum += $2 } END { printf "%.0f", sum / 1024 }'
}

port() {
    sed -n "s/^$1=//p" "$state/run/ports"
}

# A node without configuration answers 503, one with configuration 403 to a host that it does not know.
await_answer() {
    local address=$1 wanted=$2
    until [ "$(curl -s -o /dev/null -w '%{http_code}' "$address")" = "$wanted" ]; do
        sleep 0.02
    done
}

echo "Making the data and the start cache ..."
"$home/sluice" start --detach >"$state/first.log" || { cat "$state/first.log"; exit 1; }
"$home/sluice" stop >/dev/null

printf '%5s %9s %12s %7s %9s   (load average %s)\n' round 'ready, s' 'answered, s' 'CPU, s' 'PSS, MiB' "$(cut -d' ' -f1-3 /proc/loadavg)"
for ((round = 1; round <= rounds; round++)); do
    begun=$(date +%s.%N)
    "$home/sluice" start --detach >/dev/null
    ready=$(date +%s.%N)
    await_answer "http://127.0.0.1:$(port node-1.traffic)/" 403
    await_answer "http://127.0.0.1:$(port control)/restapis" 403
    answered=$(date +%s.%N)
    read -r -a pids <<<"$(processes "$(head -n 1 "$state/run/launcher.pid")")"
    awk -v round="$round" -v begun="$begun" -v ready="$ready" -v answered="$answered" \
        -v cpu="$(cpu_seconds "${pids[@]}")" -v pss="$(pss_mebibytes "${pids[@]}")" \
        'BEGIN { printf "%5d %9.1f %12.1f %7s %9s\n", round, ready - begun, answered - begun, cpu, pss }'
    "$home/sluice" stop >/dev/null
done
