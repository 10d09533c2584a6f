package dev.sluice.data.boot;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.contracts.records.Topics;
import dev.sluice.data.edge.TestPermits;
import dev.sluice.data.stage.StageTable;
import dev.sluice.data.sync.NodeIdentity;
import dev.sluice.data.sync.Sync;
import dev.sluice.data.sync.spool.Spool;
import dev.sluice.data.sync.spool.SpoolFolder;
import dev.sluice.data.sync.spool.SpoolLimits;
import dev.sluice.data.telemetry.TrafficSnapshot;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * A running node. It starts from its disk: spool, then traffic, and only then Kafka. It stops the other way round: not
 * ready, calls in flight end, traffic closes, Kafka, spool.
 */
final class Node {
    private static final Logger LOG = Logger.getLogger(Node.class);

    private final NodePlan plan;
    private final NodeIdentity self;
    private final Spool spool;
    private final Traffic traffic;
    private final Sync sync;
    private final TestDoor<TestInvocation> methodDoor;
    private final TestDoor<AuthorizerTrial> authorizerDoor;
    private volatile boolean draining;

    private Node(NodePlan plan, NodeKeys keys, NodeIdentity self, Spool spool, Traffic traffic, Sync sync) {
        this.plan = plan;
        this.self = self;
        this.spool = spool;
        this.traffic = traffic;
        this.sync = sync;
        var permits = new TestPermits(plan.node().testInvocations());
        methodDoor = new TestDoor<>(keys, self.boot(), TestKind.methods(traffic.tests()), traffic.testers(), permits);
        authorizerDoor =
                new TestDoor<>(keys, self.boot(), TestKind.authorizers(traffic.tests()), traffic.testers(), permits);
    }

    /**
     * Starts all parts, or throws with a sentence that says which could not.
     *
     * @param stopAsTwin called when a younger run with this node's id is alive
     */
    static Node start(NodePlan plan, String version, Runnable stopAsTwin) {
        plan.checked();
        NodeKeys keys = plan.keys();
        var kafka = plan.kafka();
        SpoolFolder folder = SpoolFolder.open(plan.spool());
        var self = new NodeIdentity(
                NodeId.of(plan.node().id(), folder), NodeId.random(), version, Instant.now(), plan.internalAddress());
        Spool spool = Spool.open(folder, version, Topics.PARTITIONS, SpoolLimits.DEFAULT);
        var traffic = new Traffic(plan, keys.sessions());
        var sync = new Sync(new Sync.Parts(
                self,
                plan.topics(),
                spool,
                traffic.stages(),
                traffic.targets(),
                traffic.issuers(),
                traffic.keys(),
                traffic.apiKeys(),
                traffic.buckets(),
                traffic.accounts(),
                traffic.telemetry().metered(),
                kafka,
                keys.reader(),
                keys.messages(),
                stopAsTwin));
        sync.load();
        traffic.listen();
        sync.start();
        LOG.infof("The node runs. node=%s boot=%s version=%s", self.node(), self.boot(), self.version());
        return new Node(plan, keys, self, spool, traffic, sync);
    }

    /** It has configuration, listens, and was not asked to stop. */
    boolean isReady() {
        return !draining && traffic.stages().isConfigured();
    }

    /** False when nothing new can reach the node any more. */
    boolean isAlive() {
        return draining || sync.isAlive();
    }

    boolean isDraining() {
        return draining;
    }

    TestDoor<TestInvocation> methodDoor() {
        return methodDoor;
    }

    TestDoor<AuthorizerTrial> authorizerDoor() {
        return authorizerDoor;
    }

    NodeIdentity self() {
        return self;
    }

    Spool spool() {
        return spool;
    }

    Sync sync() {
        return sync;
    }

    StageTable stages() {
        return traffic.stages();
    }

    /** Bytes of bodies that are held whole. */
    long bodyBytes() {
        return traffic.bodies().heldBytes();
    }

    TrafficSnapshot trafficSnapshot() {
        return traffic.telemetry().snapshot();
    }

    /** Ends everything within the drain's delay and grace and a few seconds; calls in flight end first. */
    void stop() {
        draining = true;
        LOG.infof(
                "The node drains. node=%s delaySeconds=%d graceSeconds=%d",
                self.node(),
                plan.node().drainDelay().toSeconds(),
                plan.node().drainGrace().toSeconds());
        traffic.drain(plan.node().drainDelay(), plan.node().drainGrace());
        traffic.close();
        sync.close();
        spool.close();
        LOG.infof("The node has stopped. node=%s", self.node());
    }
}
