package dev.sluice.control.outbox;

import java.time.Instant;

/**
 * How the relay of this process fares.
 *
 * @param since when it came into this state
 * @param reason why it is interrupted, for the log and tests; empty otherwise
 */
public record RelayStatus(State state, Instant since, String reason) {
    /** What the relay does. */
    public enum State {
        /** Nothing yet: neither database nor Kafka has answered so far. */
        STARTING,
        /** Publishes; it is the one relay of its cell. */
        LEADING,
        /** Another process publishes; this one would take over. */
        STANDBY,
        /** The database or Kafka is away; it tries again by itself. */
        INTERRUPTED
    }

    static RelayStatus of(State state) {
        return new RelayStatus(state, Instant.now(), "");
    }
}
