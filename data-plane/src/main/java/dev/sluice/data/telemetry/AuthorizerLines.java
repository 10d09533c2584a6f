package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.AuthorizerLog;
import dev.sluice.data.pipeline.OriginRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of an authorizer among those of its exchange (observability 3.1). Confined to the exchange's loop. */
final class AuthorizerLines implements AuthorizerLog {
    private final LogLines lines;
    private final boolean data;
    private Collection<String> hidden = List.of();

    AuthorizerLines(LogLines lines, boolean data) {
        this.lines = lines;
        this.data = data;
    }

    /** The values that name the caller, which no line of the log shows. */
    Collection<String> hidden() {
        return hidden;
    }

    @Override
    public void started(String authorizerId, String requestId) {
        lines.add("Starting authorizer: " + authorizerId + " for request: " + requestId);
    }

    @Override
    public void token(String value) {
        hidden = List.of(value);
        lines.add("Incoming identity: " + Masks.masked(value));
    }

    @Override
    public void identities(Map<String, String> values) {
        hidden = List.copyOf(values.values());
        Map<String, String> shown = new LinkedHashMap<>();
        values.forEach((source, value) -> shown.put(source, Masks.masked(value)));
        lines.add("Incoming identity: " + shown);
    }

    @Override
    public void calling(OriginRequest request, byte[] event) {
        if (data) {
            String uri = LogTexts.uri(request);
            lines.add("Endpoint request URI: " + uri);
            lines.add("Endpoint request headers: " + LogTexts.headers(request.headers(), hidden));
            lines.add("Endpoint request body after transformations: " + MaskedJson.of(event, hidden));
            lines.add("Sending request to " + uri);
        }
    }

    @Override
    public void answered(byte[] result) {
        if (data) {
            lines.add("Authorizer result body before parsing: " + MaskedJson.of(result, hidden));
        }
    }

    @Override
    public void decided(String principalId) {
        lines.add("Using valid authorizer policy for principal: " + Masks.masked(principalId));
        lines.add("Successfully completed authorizer execution");
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }
}
