package dev.sluice.data.sync;

import dev.sluice.contracts.nodes.Heartbeat;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Looks at heartbeats of other runs with this node's id: of two that are alive the older stops. One heartbeat may
 * be the last of a run that ended, so two within a few seconds are needed. Confined to the worker.
 */
final class TwinWatch {
    private static final Logger LOG = Logger.getLogger(TwinWatch.class);
    private static final long ALIVE_NANOS = Duration.ofSeconds(5).toNanos();

    private final NodeIdentity self;
    private final Runnable stop;
    private String lastBoot = "";
    private long lastNanos;
    private boolean stopped;

    TwinWatch(NodeIdentity self, Runnable stop) {
        this.self = self;
        this.stop = stop;
    }

    void see(Heartbeat other) {
        if (stopped || other.takesLeave() || !isYounger(other)) {
            return;
        }
        long now = System.nanoTime();
        if (other.boot().equals(lastBoot) && now - lastNanos < ALIVE_NANOS) {
            stopped = true;
            LOG.errorf(
                    "Another node runs with this node's id and started later, so this one stops; give each node an id"
                            + " (sluice.node.id) and a spool folder of its own. node=%s otherAddress=%s",
                    self.node(), other.internalAddress());
            stop.run();
        }
        lastBoot = other.boot();
        lastNanos = now;
    }

    private boolean isYounger(Heartbeat other) {
        int started = other.startedAt().compareTo(self.startedAt());
        return started > 0 || (started == 0 && other.boot().compareTo(self.boot()) > 0);
    }
}
