package dev.sluice.data.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the verified token of a caller says, for {@code $context.authorizer.claims} (rest-api-runtime 3.5). Immutable.
 *
 * @param values each claim as text, in the token's order
 */
public record TokenClaims(Map<String, String> values) {
    public TokenClaims {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
