package dev.sluice.control.apis.openapi.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.contracts.stages.ThrottleKey;
import dev.sluice.control.apis.items.ThrottleDefinition;
import dev.sluice.control.apis.items.ThrottleDefinition.Limit;
import dev.sluice.control.apis.openapi.document.DocumentObject;
import dev.sluice.control.apis.openapi.document.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The limits by key at a place of a document ({@code x-sluice-throttle}); what breaks a rule is an error at its place. */
final class ThrottleReader {
    static final String EXTENSION = "x-sluice-throttle";

    private static final Set<String> MEMBERS = Set.of("key", "rate", "burst", "concurrency", "headers");
    private static final int MOST_AT_A_PLACE = 10;
    private static final int MOST_OF_API = 1_000;
    private static final double LEAST_RATE = 0.0001;
    private static final int MOST_CALLS = 1_000_000;

    private ThrottleReader() {}

    /** The limits; null when the document says nothing about the place. An empty list takes away those that are there. */
    static @Nullable List<Limit> read(DocumentObject holder) {
        if (!holder.has(EXTENSION)) {
            return null;
        }
        List<DocumentObject> written = holder.list(EXTENSION);
        if (written.size() > MOST_AT_A_PLACE) {
            holder.findings()
                    .error("The list '" + EXTENSION + "' at '" + holder.place() + "' has more than " + MOST_AT_A_PLACE
                            + " throttles");
            return null;
        }
        List<Limit> limits = new ArrayList<>();
        for (DocumentObject each : written) {
            limits.add(limit(each));
        }
        return limits;
    }

    /** Refuses more of them than a node should have to ask for. */
    static void check(Iterable<ThrottleDefinition> throttles, Findings findings) {
        int limits = 0;
        for (ThrottleDefinition each : throttles) {
            limits += each.limits().size();
        }
        if (limits > MOST_OF_API) {
            findings.error(
                    "The API has " + limits + " throttles of '" + EXTENSION + "'; " + MOST_OF_API + " are the most");
        }
    }

    private static Limit limit(DocumentObject written) {
        for (String member : written.members()) {
            if (!MEMBERS.contains(member)) {
                wrong(
                        written,
                        "the member '" + member + "' is unknown; key, rate, burst, concurrency and headers are"
                                + " known");
            }
        }
        if (!written.has("rate") && !written.has("concurrency")) {
            wrong(written, "it has neither rate nor concurrency");
        }
        if (written.has("burst") && !written.has("rate")) {
            wrong(written, "burst needs a rate");
        }
        return new Limit(
                key(written),
                rate(written),
                calls(written, "burst"),
                calls(written, "concurrency"),
                written.isTrue("headers"));
    }

    private static @Nullable String key(DocumentObject written) {
        String key = written.text("key");
        if (key != null && ThrottleKey.expression(key) == null) {
            wrong(
                    written,
                    "calls cannot be counted by the key '" + key + "': it is no text of $context, such as"
                            + " $context.identity.sourceIp or $context.authorizer.claims.sub, nor"
                            + " method.request.header.NAME or method.request.querystring.NAME");
        }
        return key;
    }

    private static @Nullable Double rate(DocumentObject written) {
        JsonNode rate = written.raw("rate");
        if (rate == null) {
            return null;
        }
        if (!rate.isNumber() || !(rate.doubleValue() >= LEAST_RATE && rate.doubleValue() <= MOST_CALLS)) {
            wrong(written, "rate must be a number of calls a second from 0.0001 to " + MOST_CALLS);
        }
        return rate.doubleValue();
    }

    private static @Nullable Integer calls(DocumentObject written, String member) {
        Integer calls = written.integer(member);
        if (calls != null && (calls < 1 || calls > MOST_CALLS)) {
            wrong(written, member + " must be a whole number from 1 to " + MOST_CALLS);
        }
        return calls;
    }

    private static void wrong(DocumentObject written, String rule) {
        written.findings().error("Invalid throttle at '" + written.place() + "': " + rule);
    }
}
