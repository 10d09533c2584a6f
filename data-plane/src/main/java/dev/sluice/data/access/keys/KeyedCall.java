package dev.sluice.data.access.keys;

import dev.sluice.data.pipeline.AcceptedKey;
import dev.sluice.data.pipeline.Exchange;

/**
 * A call that was accepted with a key, and what limits it.
 *
 * @param plan the plan that opens the stage
 * @param use what the key has used of the plan
 */
record KeyedCall(String value, String id, UsagePlan plan, PlanUse use) implements AcceptedKey {
    /** The call of an exchange whose key was accepted by a step before. */
    static KeyedCall of(Exchange exchange) {
        if (exchange.apiKey() instanceof KeyedCall call) {
            return call;
        }
        throw new IllegalStateException("no step has accepted a key");
    }

    @Override
    public String toString() {
        return "KeyedCall[" + id + "]";
    }
}
