package dev.sluice.data.validation;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Refuses with {@link Failure.MissingParameters} when a required parameter is absent or blank (rest-api-runtime 6.1). Only
 * presence is looked at.
 */
public final class RequiredParametersStep implements Step {
    private static final String PREFIX = "method.request.";

    private final List<RequiredParameter> required;

    private RequiredParametersStep(List<RequiredParameter> required) {
        this.required = List.copyOf(required);
    }

    /**
     * Compiles what a method declares.
     *
     * @param requestParameters {@code method.request.header.X} and the like to whether it is required
     * @return null when nothing is required
     */
    public static @Nullable RequiredParametersStep of(Map<String, Boolean> requestParameters) {
        List<RequiredParameter> required = new ArrayList<>();
        for (RequiredParameter.Location location : RequiredParameter.Location.values()) {
            String prefix = PREFIX + location.word() + ".";
            for (String declared : new TreeSet<>(requestParameters.keySet())) {
                if (declared.startsWith(prefix) && Boolean.TRUE.equals(requestParameters.get(declared))) {
                    required.add(RequiredParameter.of(location, declared.substring(prefix.length())));
                }
            }
        }
        return required.isEmpty() ? null : new RequiredParametersStep(required);
    }

    @Override
    public Outcome run(Exchange exchange) {
        for (RequiredParameter parameter : required) {
            if (!parameter.isPresent(exchange)) {
                return new Outcome.Refuse(new Failure.MissingParameters(missing(exchange)));
            }
        }
        return Outcome.PROCEED;
    }

    /** rest-api-runtime 6.1: all recorded orders are those of a hash set, filled from header, path and query. */
    private String missing(Exchange exchange) {
        Set<String> names = new HashSet<>();
        for (RequiredParameter parameter : required) {
            if (!parameter.isPresent(exchange)) {
                names.add(parameter.name());
            }
        }
        return names.toString();
    }
}
