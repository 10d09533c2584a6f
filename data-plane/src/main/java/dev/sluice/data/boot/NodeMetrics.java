package dev.sluice.data.boot;

import dev.sluice.data.sync.SyncCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Shows the node's own counters at {@code /q/metrics}. Label values come from closed sets, never from tenants. */
@Singleton
final class NodeMetrics {
    private final MeterRegistry registry;
    private final CollectorRegistry collectors;

    /** The registry's type is deprecated, but it is the one that this version of Quarkus serves. */
    @SuppressWarnings("deprecation")
    NodeMetrics(PrometheusMeterRegistry registry) {
        collectors = registry.getPrometheusRegistry();
        this.registry = registry;
    }

    void bind(Node node) {
        configuration(node);
        spool(node);
        gauge(node, "sluice.bodies.bytes", "Memory of bodies that are held whole", Node::bodyBytes);
        new TrafficCollector(node).register(collectors);
    }

    private void configuration(Node node) {
        gauge(
                node,
                "sluice.stages",
                "Stages that the node knows",
                each -> each.stages().size());
        gauge(
                node,
                "sluice.stages.compiled.bytes",
                "Estimated memory of compiled stages",
                each -> each.stages().compiledBytes());
        gauge(
                node,
                "sluice.configured",
                "Whether the node has all of its configuration",
                each -> each.stages().isConfigured() ? 1 : 0);
        gauge(
                node,
                "sluice.configuration.age.seconds",
                "Time since the node was last known to be up to date",
                each -> each.sync().progress().ageSeconds());
        gauge(
                node,
                "sluice.configuration.lag.records",
                "Records that the node has yet to read",
                each -> each.sync().progress().lagRecords());
        var _ = FunctionCounter.builder(
                        "sluice.stages.failures", node, each -> each.stages().failures())
                .description("Calls that found their stage impossible to compile")
                .register(registry);
        records(node, "applied", SyncCounters::applied);
        records(node, "refused", SyncCounters::refused);
        records(node, "foreign", SyncCounters::foreign);
        records(node, "failed", SyncCounters::failed);
        records(node, "forgotten", SyncCounters::forgotten);
        reports(node, "sent", SyncCounters::sent);
        reports(node, "dropped", SyncCounters::dropped);
    }

    private void records(Node node, String result, ToDoubleFunction<SyncCounters> count) {
        count(
                node,
                "sluice.configuration.records",
                "result",
                result,
                each -> count.applyAsDouble(each.sync().counters()));
    }

    private void reports(Node node, String result, ToDoubleFunction<SyncCounters> count) {
        count(
                node,
                "sluice.node.reports",
                "result",
                result,
                each -> count.applyAsDouble(each.sync().counters()));
    }

    private void spool(Node node) {
        gauge(
                node,
                "sluice.spool.bytes",
                "Size of the spool on the disk",
                each -> each.spool().bytes());
        count(
                node,
                "sluice.spool.failures",
                "kind",
                "write",
                each -> each.spool().failedWrites());
        count(
                node,
                "sluice.spool.failures",
                "kind",
                "read",
                each -> each.spool().unreadableValues());
        count(
                node,
                "sluice.spool.failures",
                "kind",
                "dropped",
                each -> each.spool().droppedValues());
    }

    private void gauge(Node node, String name, String what, ToDoubleFunction<Node> value) {
        var _ = Gauge.builder(name, node, value).description(what).register(registry);
    }

    private void count(Node node, String name, String label, String of, ToDoubleFunction<Node> value) {
        var _ = FunctionCounter.builder(name, node, value).tag(label, of).register(registry);
    }
}
