package dev.sluice.data.access.pools;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.data.access.tokens.Claims;
import dev.sluice.data.pipeline.TokenClaims;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Claims as a REST API shows them, all text (rest-api-runtime 3.5): lists joined by commas, objects as JSON, and the times
 * {@code exp}, {@code iat} and {@code nbf} as {@code Sun Mar 28 13:40:42 UTC 2021}, while {@code auth_time} stays a number
 * [F]. Pure function.
 */
final class PoolClaims {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long LAST_SECOND = 253_402_300_799L; // 31 December 9999

    private PoolClaims() {}

    static TokenClaims of(Claims claims) {
        Map<String, String> values = new LinkedHashMap<>();
        for (var claim : claims.all()) {
            JsonNode value = claim.getValue();
            if (!value.isNull()) {
                values.put(claim.getKey(), isTime(claim.getKey(), value) ? date(value) : text(value));
            }
        }
        return new TokenClaims(values);
    }

    private static boolean isTime(String name, JsonNode value) {
        return (name.equals("exp") || name.equals("iat") || name.equals("nbf"))
                && value.isNumber()
                && value.doubleValue() <= LAST_SECOND;
    }

    private static String date(JsonNode seconds) {
        return DATE.format(Instant.ofEpochSecond((long) seconds.doubleValue()));
    }

    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isValueNode() ? value.asText() : value.toString();
        }
        StringBuilder joined = new StringBuilder();
        for (JsonNode element : value) {
            joined.append(joined.isEmpty() ? "" : ",")
                    .append(element.isValueNode() ? element.asText() : element.toString());
        }
        return joined.toString();
    }
}
