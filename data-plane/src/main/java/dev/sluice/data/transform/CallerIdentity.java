package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Caller;
import dev.sluice.data.pipeline.Exchange;
import org.jspecify.annotations.Nullable;

/** Who calls, as {@code $context.identity} tells it (rest-api-runtime 3.2, 8.6). Pure functions. */
public final class CallerIdentity {
    private CallerIdentity() {}

    /** The value of a member; null when it has none. */
    public static @Nullable String value(Exchange exchange, String member) {
        Caller caller = exchange.caller();
        return caller == null ? TestIdentity.value(exchange, member) : caller.identity(member);
    }
}
