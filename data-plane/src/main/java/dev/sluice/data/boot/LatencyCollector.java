package dev.sluice.data.boot;

import dev.sluice.data.telemetry.TrafficSnapshot;
import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;

/** The latency histograms of the traffic as Prometheus histograms in seconds, added up when scraped. */
final class LatencyCollector extends Collector {
    private static final double MICROS_PER_SECOND = 1e6;

    private final Node node;

    LatencyCollector(Node node) {
        this.node = node;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        TrafficSnapshot traffic = node.trafficSnapshot();
        return List.of(
                family("sluice_latency_seconds", "Whole calls", traffic.latency()),
                family(
                        "sluice_origin_latency_seconds",
                        "Origin calls, to the head of the answer",
                        traffic.originLatency()));
    }

    private static MetricFamilySamples family(String name, String what, TrafficSnapshot.Histogram histogram) {
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
