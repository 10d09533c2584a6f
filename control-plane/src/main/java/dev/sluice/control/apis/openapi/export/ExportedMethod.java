package dev.sluice.control.apis.openapi.export;

import dev.sluice.control.apis.integrations.Integration;
import dev.sluice.control.apis.methods.MethodDefinition;
import dev.sluice.control.apis.methods.MethodResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What both formats say of a method's traffic, in a fixed order.
 *
 * @param requestModels by media type
 */
record ExportedMethod(
        List<Parameter> parameters,
        SortedMap<String, String> requestModels,
        SortedSet<String> requestTemplateTypes,
        SortedMap<String, Response> responses,
        SortedSet<String> responseTemplateTypes) {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^/{}+]+)}");
    private static final String HEADER = "method.response.header.";
    private static final String ANY_TYPE = "$default";

    ExportedMethod {
        parameters = List.copyOf(parameters);
        requestModels = Collections.unmodifiableSortedMap(requestModels);
        requestTemplateTypes = Collections.unmodifiableSortedSet(requestTemplateTypes);
        responses = Collections.unmodifiableSortedMap(responses);
        responseTemplateTypes = Collections.unmodifiableSortedSet(responseTemplateTypes);
    }

    /** A parameter; {@code in} is path, query or header. */
    record Parameter(String name, String in, boolean required) {}

    /** One answer: its models by media type and the names of its headers. */
    record Response(SortedMap<String, String> models, SortedSet<String> headers) {
        Response {
            models = Collections.unmodifiableSortedMap(models);
            headers = Collections.unmodifiableSortedSet(headers);
        }
    }

    static ExportedMethod of(String path, MethodDefinition method) {
        var responses = new TreeMap<String, Response>();
        method.responses().forEach((status, response) -> responses.put(status, response(response)));
        var integration = method.integration();
        return new ExportedMethod(
                parameters(path, method.requestParameters()),
                models(method.requestModels()),
                integration == null ? new TreeSet<>() : types(integration.requestTemplates()),
                responses,
                integration == null ? new TreeSet<>() : responseTypes(integration));
    }

    /**
     * The declared parameters and the variables of the path: a document has to name those, and an import declares them
     * all the same (openapi-extensions 5).
     */
    private static List<Parameter> parameters(String path, @Nullable Map<String, Boolean> declared) {
        var required = new TreeMap<String, Boolean>();
        VARIABLE.matcher(path).results().forEach(variable -> required.put(key("path", variable), true));
        if (declared != null) {
            required.putAll(declared);
        }
        return required.entrySet().stream()
                .map(entry -> parameter(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String key(String location, MatchResult variable) {
        return "method.request." + location + "." + variable.group(1);
    }

    private static Parameter parameter(String key, boolean required) {
        String[] parts = key.split("\\.", 4);
        String in = parts[2].equals("querystring") ? "query" : parts[2];
        return new Parameter(parts[3], in, required || in.equals("path"));
    }

    private static Response response(MethodResponse response) {
        Map<String, Boolean> declared = response.responseParameters();
        var headers = declared == null
                ? new TreeSet<String>()
                : declared.keySet().stream()
                        .map(name -> name.substring(HEADER.length()))
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Response(models(response.responseModels()), headers);
    }

    private static SortedMap<String, String> models(@Nullable Map<String, @Nullable String> models) {
        var named = new TreeMap<String, String>();
        if (models != null) {
            models.forEach((type, model) -> {
                if (model != null) {
                    named.put(type, model);
                }
            });
        }
        return named;
    }

    private static SortedSet<String> responseTypes(Integration integration) {
        var types = new TreeSet<String>();
        integration.responses().values().forEach(response -> types.addAll(types(response.responseTemplates())));
        return types;
    }

    /** A template for any media type names none. */
    private static SortedSet<String> types(@Nullable Map<String, @Nullable String> templates) {
        var types = new TreeSet<>(templates == null ? Set.of() : templates.keySet());
        types.remove(ANY_TYPE);
        return types;
    }
}
