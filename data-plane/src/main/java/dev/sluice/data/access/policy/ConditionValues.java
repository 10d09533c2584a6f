package dev.sluice.data.access.policy;

import dev.sluice.data.pipeline.Caller;
import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.VpcEndpoint;
import dev.sluice.data.transform.ByteText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the conditions of a policy may ask about a call (rest-api-runtime 3.3, identity-and-waf 5). Pure functions. */
final class ConditionValues {
    private static final int REGION_SECTION = 3;

    private ConditionValues() {}

    /**
     * The values of the keys that a policy asks about; one that a call has no value for is left out.
     *
     * @param called the ARN of what is called
     * @param asked in lower case
     */
    static Map<String, List<String>> of(Exchange exchange, String called, Set<String> asked) {
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> values = new HashMap<>();
        for (String key : asked) {
            String value = value(exchange, called, key);
            if (value != null) {
                values.put(key, List.of(value));
            }
        }
        return values;
    }

    private static @Nullable String value(Exchange exchange, String called, String key) {
        Request request = exchange.request();
        return switch (key) {
            case "aws:sourceip" -> request.entrance() == null ? request.sourceAddress() : null;
            case "aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:vpceaccount" -> ofEntrance(request, key);
            case "aws:securetransport" -> Boolean.toString(request.secure());
            case "aws:useragent" -> header(request, "User-Agent");
            case "aws:referer" -> header(request, "Referer");
            case "aws:currenttime" ->
                now(exchange).truncatedTo(ChronoUnit.SECONDS).toString();
            case "aws:epochtime" -> Long.toString(now(exchange).getEpochSecond());
            case "aws:resourceaccount" -> exchange.routedStage().tenant();
            case "aws:requestedregion" -> called.split(":", -1)[REGION_SECTION];
            case "aws:principalisawsservice" -> "false";
            default -> ofCaller(exchange.caller(), key);
        };
    }

    /** A call from a private network has no public source, and one from the internet none of these (domains-and-endpoints 8). */
    private static @Nullable String ofEntrance(Request request, String key) {
        Entrance entrance = request.entrance();
        if (entrance == null) {
            return null;
        }
        VpcEndpoint endpoint = entrance.endpoint();
        return switch (key) {
            case "aws:sourcevpc" -> endpoint.vpc();
            case "aws:sourcevpce" -> endpoint.id();
            case "aws:vpcsourceip" -> request.sourceAddress();
            default -> endpoint.account();
        };
    }

    private static @Nullable String ofCaller(@Nullable Caller caller, String key) {
        return caller == null ? null : caller.identity().condition(key);
    }

    private static Instant now(Exchange exchange) {
        return Instant.ofEpochMilli(exchange.startEpochMillis());
    }

    private static @Nullable String header(Request request, String name) {
        String bytes = request.headers().last(name);
        return bytes == null ? null : ByteText.text(bytes);
    }
}
