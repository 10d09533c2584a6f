package dev.sluice.data.sync.spool;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/** Whether the disk takes what the spool writes: failures are counted, and logged once until it does again. */
final class SpoolDisk {
    private static final Logger LOG = Logger.getLogger(SpoolDisk.class);

    private final LongAdder failures = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder unreadable = new LongAdder();
    private volatile boolean failing;

    void failed(IOException cause) {
        failures.increment();
        if (!failing) {
            failing = true;
            LOG.errorf(
                    "The spool cannot write; traffic goes on, changes are kept in memory until it can. cause=%s",
                    cause.toString());
        }
    }

    /** Too much waits for the disk already, so a value was not kept. */
    void dropped() {
        dropped.increment();
    }

    long droppedValues() {
        return dropped.sum();
    }

    /** A value is lost; the generation before it takes over and the topics bring it again. */
    void unreadable(IOException cause) {
        unreadable.increment();
        LOG.warnf("A value in the spool is unreadable; the one before it takes over. cause=%s", cause.toString());
    }

    void recovered() {
        if (failing) {
            failing = false;
            LOG.info("The spool writes again.");
        }
    }

    long failures() {
        return failures.sum();
    }

    long unreadable() {
        return unreadable.sum();
    }
}
