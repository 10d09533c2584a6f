package dev.sluice.data.transform;

import dev.sluice.data.pipeline.AcceptedKey;
import dev.sluice.data.pipeline.Exchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code $context.identity} says of the API key that a call was accepted with; a call to a method that needs none
 * has none, whatever it sends (rest-api-runtime 4). Pure functions.
 */
public final class KeyIdentity {
    /** Members of {@code identity} that are there only beside a key. */
    public static final List<String> MEMBERS = List.of("apiKey", "apiKeyId");

    private KeyIdentity() {}

    /** Whether the members are there; in a test invocation they are, as placeholders. */
    public static boolean isKnown(Exchange exchange) {
        return exchange.apiKey() != null || exchange.request().isTest();
    }

    /** The value of one of the members; null when it is not there. */
    public static @Nullable String value(Exchange exchange, String member) {
        AcceptedKey key = exchange.apiKey();
        if (key == null) {
            return TestIdentity.value(exchange, member);
        }
        return member.equals("apiKey") ? key.value() : key.id();
    }
}
