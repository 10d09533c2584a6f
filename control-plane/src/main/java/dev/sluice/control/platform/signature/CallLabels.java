package dev.sluice.control.platform.signature;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/**
 * Keeps what callers make up out of the labels of the call metrics (security-requirements 60): a path counts by the
 * template of its route, and a method only by a name that HTTP has.
 */
@Singleton
public class CallLabels implements MeterFilter {
    /** Where the metrics look for the template of a request; a route that matches puts its own there. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final String CALLS = "http.server.";
    private static final String METHOD = "method";
    private static final Set<String> METHODS =
            Set.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "CONNECT");

    /** What a request is counted under until a route matches it, and if none does. */
    static void unmatched(HttpServerRequest request) {
        String path = Target.path(request.uri());
        // The metrics leave these out, by their path; any other spelling of them is a call like all.
        if (!path.startsWith("/q/")) {
            boolean isConsole = path.equals("/console") || path.startsWith("/console/");
            ((HttpServerRequestInternal) request).context().putLocal(TEMPLATE, isConsole ? "/console" : "/unmatched");
        }
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        String method = id.getName().startsWith(CALLS) ? id.getTag(METHOD) : null;
        return method == null || METHODS.contains(method) ? id : id.replaceTags(others(id));
    }

    private static List<Tag> others(Meter.Id id) {
        return id.getTags().stream()
                .map(tag -> tag.getKey().equals(METHOD) ? Tag.of(METHOD, "OTHER") : tag)
                .toList();
    }
}
