# Sourced by the measurements: builds what is not built and runs a benchmark class on the installation's own JDK.
home=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

run_benchmark() {
    local class=$1
    shift
    mvn -q -B -f "$home/pom.xml" -pl benchmarks -am package -DskipTests
    "$JAVA_HOME/bin/java" -Xmx512m ${BENCH_OPTIONS:-} \
        -cp "$home/benchmarks/target/benchmarks-0.1.0.jar:$home/benchmarks/target/lib/*" "$class" "$@"
}
