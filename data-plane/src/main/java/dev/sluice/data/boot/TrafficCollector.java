package dev.sluice.data.boot;

import dev.sluice.data.telemetry.TrafficSnapshot;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counters and latency histograms of the traffic, from one snapshot a scrape. Latencies are in seconds. */
final class TrafficCollector extends Collector {
    private static final double MICROS_PER_SECOND = 1e6;

    private final Node node;

    TrafficCollector(Node node) {
        this.node = node;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        TrafficSnapshot traffic = node.trafficSnapshot();
        var classes = new TreeMap<String, Long>();
        for (int index = 0; index < traffic.statusClasses().size(); index++) {
            classes.put(index + 1 + "xx", traffic.statusClasses().get(index));
        }
        return List.of(
                counter("sluice_requests", "Replies by class of status", "status", classes),
                counter("sluice_failures", "Failures by kind", "kind", new TreeMap<>(traffic.failures())),
                counter(
                        "sluice_clients_gone",
                        "Calls whose client left before a reply",
                        "phase",
                        Map.of("before-reply", traffic.clientsGone())),
                counter(
                        "sluice_body_bytes",
                        "Bytes of bodies",
                        "direction",
                        Map.of("request", traffic.requestBytes(), "response", traffic.responseBytes())),
                counter(
                        "sluice_connections_refused",
                        "Client connections closed at once",
                        "reason",
                        Map.of("limit", traffic.refusedConnections())),
                counter(
                        "sluice_access_log_dropped",
                        "Access log lines that were dropped",
                        "reason",
                        Map.of("behind", traffic.droppedLogLines())),
                counter(
                        "sluice_execution_log_dropped",
                        "Execution log lines that were dropped",
                        "reason",
                        Map.of("behind", traffic.droppedExecutionLines())),
                counter(
                        "sluice_protocol_calls",
                        "Calls by version of HTTP",
                        "protocol",
                        new TreeMap<>(traffic.protocols())),
                counter(
                        "sluice_tls_handshakes",
                        "TLS handshakes by result",
                        "result",
                        new TreeMap<>(traffic.handshakes())),
                counter(
                        "sluice_http2_floods",
                        "HTTP/2 connections ended because of a limit of frames or streams",
                        "reason",
                        Map.of("limit", traffic.floods())),
                gauge("sluice_connections", "Open client connections", traffic.openConnections()),
                histogram("sluice_latency_seconds", "Whole calls", traffic.latency()),
                histogram(
                        "sluice_origin_latency_seconds",
                        "Origin calls, to the head of the answer",
                        traffic.originLatency()));
    }

    private static MetricFamilySamples counter(String name, String what, String label, Map<String, Long> values) {
        var samples = new ArrayList<MetricFamilySamples.Sample>();
        values.forEach((value, count) ->
                samples.add(new MetricFamilySamples.Sample(name + "_total", List.of(label), List.of(value), count)));
        return new MetricFamilySamples(name, Type.COUNTER, what, samples);
    }

    private static MetricFamilySamples gauge(String name, String what, long value) {
        var sample = new MetricFamilySamples.Sample(name, List.of(), List.of(), value);
        return new MetricFamilySamples(name, Type.GAUGE, what, List.of(sample));
    }

    private static MetricFamilySamples histogram(String name, String what, TrafficSnapshot.Histogram histogram) {
        var samples = new ArrayList<MetricFamilySamples.Sample>();
        long counted = 0;
        for (int bucket = 0; bucket < histogram.counts().size(); bucket++) {
            counted += histogram.counts().get(bucket);
            String bound = bucket < histogram.boundsMicros().size()
                    ? doubleToGoString(histogram.boundsMicros().get(bucket) / MICROS_PER_SECOND)
                    : "+Inf";
            samples.add(new MetricFamilySamples.Sample(name + "_bucket", List.of("le"), List.of(bound), counted));
        }
        samples.add(new MetricFamilySamples.Sample(name + "_count", List.of(), List.of(), counted));
        samples.add(new MetricFamilySamples.Sample(
                name + "_sum", List.of(), List.of(), histogram.sumMicros() / MICROS_PER_SECOND));
        return new MetricFamilySamples(name, Type.HISTOGRAM, what, samples);
    }
}
