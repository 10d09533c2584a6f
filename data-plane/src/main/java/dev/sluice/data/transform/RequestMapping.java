package dev.sluice.data.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The compiled {@code requestParameters} of an integration, by kind of target (rest-api-runtime 7.1). Immutable. */
final class RequestMapping {
    /** Names whose mapping makes every call fail (rest-api-runtime 7.2). */
    private static final NameTable ILLEGAL = new NameTable(
            List.of(List.of("Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id")));

    private final List<Target> headers = new ArrayList<>();
    private final List<Target> query = new ArrayList<>();
    private final Map<String, Source> path = new HashMap<>();
    private @Nullable String illegal;
    private final List<Source> sources = new ArrayList<>();

    /** A mapped name and where its value comes from. */
    record Target(String name, Source source) {}

    private RequestMapping() {}

    static RequestMapping of(Map<String, String> parameters, Map<String, String> variables) throws MappingRefused {
        RequestMapping mapping = new RequestMapping();
        for (var parameter : new TreeMap<>(parameters).entrySet()) {
            mapping.add(parameter.getKey(), Sources.ofRequest(parameter.getValue(), variables));
        }
        return mapping;
    }

    private void add(String target, @Nullable Source source) throws MappingRefused {
        if (source != null) {
            sources.add(source);
        }
        String header = Sources.header(target, "integration.request.header.");
        if (header != null) {
            illegal = illegal == null && ILLEGAL.contains(header) ? header : illegal;
            if (source != null) {
                headers.add(new Target(header, source));
            }
            return;
        }
        String parameter = Sources.after(target, "integration.request.querystring.");
        String segment = Sources.after(target, "integration.request.path.");
        if (parameter == null && segment == null) {
            throw new MappingRefused("unknown mapping target " + target);
        }
        if (source != null && parameter != null) {
            query.add(new Target(parameter, source));
        } else if (source != null && segment != null) {
            path.put(segment, source);
        }
    }

    /** The first mapped name that only the gateway may set. */
    @Nullable
    String illegal() {
        return illegal;
    }

    /** What values come from the client's body. */
    BodyParts bodyParts() {
        return BodyParts.of(sources.stream());
    }

    List<Target> headers() {
        return headers;
    }

    QueryMapping query() {
        return new QueryMapping(query);
    }

    Map<String, Source> path() {
        return path;
    }
}
