package dev.sluice.control.outbox;

import org.jboss.logging.Logger;

/** Tells the log once that a job of a {@link Loop} fails, however often it does, and once that it works again. */
public final class Outage {
    private final Logger log;
    private final String begun;
    private final String ended;
    private boolean lasts;

    /** With the two messages; the first is followed by the failure. */
    public Outage(Logger log, String begun, String ended) {
        this.log = log;
        this.begun = begun;
        this.ended = ended;
    }

    /** The job has failed. */
    public void begin(Throwable failure) {
        if (!lasts) {
            log.warnf("%s failure=%s", begun, failure);
        }
        lasts = true;
    }

    /** The job works. */
    public void end() {
        if (lasts) {
            log.info(ended);
        }
        lasts = false;
    }
}
