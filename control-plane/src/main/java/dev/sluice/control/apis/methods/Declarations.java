package dev.sluice.control.apis.methods;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a method may declare: parameters, models, verbs, and who may call it (management-api 3, 5). */
final class Declarations {
    static final Set<String> VERBS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "ANY");

    private static final Pattern REQUEST_PARAMETER =
            Pattern.compile("method\\.request\\.(querystring|header|path)\\.([^\\s]+)");
    private static final Pattern RESPONSE_PARAMETER = Pattern.compile("method\\.response\\.header\\.[^\\s]+");

    private Declarations() {}

    static void checkVerb(String verb) {
        if (!VERBS.contains(verb)) {
            throw ProblemException.badRequest(
                    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY");
        }
    }

    static void checkRequestParameters(@Nullable Map<String, Boolean> parameters) {
        if (parameters == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (String parameter : parameters.keySet()) {
            Matcher matcher = REQUEST_PARAMETER.matcher(parameter);
            if (!matcher.matches()) {
                throw invalidExpression(parameter);
            }
            if (!names.add(matcher.group(2))) {
                throw ProblemException.badRequest("Parameter names must be unique across querystring, header and path");
            }
        }
    }

    static void checkResponseParameters(@Nullable Map<String, Boolean> parameters) {
        if (parameters != null) {
            parameters.keySet().stream()
                    .filter(name -> !RESPONSE_PARAMETER.matcher(name).matches())
                    .findFirst()
                    .ifPresent(name -> {
                        throw invalidExpression(name);
                    });
        }
    }

    private static ProblemException invalidExpression(String expression) {
        return ProblemException.badRequest("Invalid mapping expression specified: Validation Result: warnings : [],"
                + " errors : [Invalid mapping expression specified: " + expression + "]");
    }
}
