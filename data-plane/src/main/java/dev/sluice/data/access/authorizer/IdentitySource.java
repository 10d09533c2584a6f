package dev.sluice.data.access.authorizer;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Source;
import dev.sluice.data.transform.Sources;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of the request that names its caller (rest-api-runtime 3.4). Immutable. */
final class IdentitySource {
    private static final String HEADER = "method.request.header.";
    private static final String CONTEXT = "context.";

    private final String expression;
    private final Reading reading;

    /** Finds the value in a request; its characters stand for bytes. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        String of(Exchange exchange);
    }

    private IdentitySource(String expression, Reading reading) {
        this.expression = expression;
        this.reading = reading;
    }

    /**
     * Reads an expression: a header, a parameter of the query, a stage variable or a value of the context.
     *
     * @param context values that stand in for the request's own
     */
    static IdentitySource of(String expression, Map<String, String> variables, Map<String, String> context)
            throws MappingRefused {
        if (expression.startsWith(HEADER)) {
            // The case of its name does not matter, unlike that of a mapping's.
            String name = expression.substring(HEADER.length());
            return new IdentitySource(
                    expression, exchange -> exchange.request().headers().last(name));
        }
        boolean known = expression.startsWith("method.request.querystring.")
                || expression.startsWith("stageVariables.")
                || expression.startsWith(CONTEXT);
        if (!known) {
            throw new MappingRefused("unknown identity source " + expression);
        }
        String given = expression.startsWith(CONTEXT) ? context.get(expression.substring(CONTEXT.length())) : null;
        if (given != null) {
            String bytes = ByteText.utf8(given);
            return new IdentitySource(expression, _ -> bytes);
        }
        Source source = Sources.ofRequest(expression, variables);
        return new IdentitySource(expression, source == null ? _ -> null : source::value);
    }

    String expression() {
        return expression;
    }

    /** The value as text; null when there is none or it is empty, which is the same here. */
    @Nullable
    String value(Exchange exchange) {
        String bytes = reading.of(exchange);
        return bytes == null || bytes.isEmpty() ? null : ByteText.text(bytes);
    }
}
