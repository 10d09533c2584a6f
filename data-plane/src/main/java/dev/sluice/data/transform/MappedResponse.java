package dev.sluice.data.transform;

import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.data.payload.ContentHandling;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.StageFacts;
import dev.sluice.data.templates.Overrides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One integration response, ready to apply (rest-api-runtime 9.2, 9.3). Immutable. */
final class MappedResponse {
    private static final String JSON = "application/json";

    private final int status;
    private final ContentHandling handling;
    private final List<RequestMapping.Target> headers;
    private final BodyParts bodyParts;
    private final boolean mapsContentType;
    private final List<Output> templates;
    private final @Nullable Output fallback;

    /** What becomes of the origin's body, and the media type that a template was written for. */
    record Output(String type, BodyPlan plan) {}

    private MappedResponse(
            int status, ContentHandling handling, List<RequestMapping.Target> headers, List<Output> templates) {
        this.status = status;
        this.handling = handling;
        this.headers = List.copyOf(headers);
        this.mapsContentType = headers.stream().anyMatch(target -> target.name().equalsIgnoreCase("Content-Type"));
        this.bodyParts = BodyParts.of(headers.stream().map(RequestMapping.Target::source));
        this.templates = List.copyOf(templates);
        this.fallback = templates.stream()
                .filter(template -> template.type().equals(JSON))
                .findFirst()
                .orElse(templates.isEmpty() ? null : templates.getFirst());
    }

    static MappedResponse of(
            int status,
            IntegrationResponseSnapshot response,
            MethodResponseSnapshot declared,
            StageFacts stage,
            Rendering rendering)
            throws MappingRefused {
        List<RequestMapping.Target> headers = new ArrayList<>();
        for (var parameter : new TreeMap<>(response.responseParameters()).entrySet()) {
            String name = Sources.header(parameter.getKey(), "method.response.header.");
            if (name == null) {
                throw new MappingRefused("unknown mapping target " + parameter.getKey());
            }
            Source source = Sources.ofResponse(parameter.getValue(), stage.variables());
            String sent = ResponseHeaders.mapped(name);
            boolean isDeclared = declared.responseParameters().containsKey(parameter.getKey());
            if (source != null && isDeclared && !sent.isEmpty()) {
                headers.add(new RequestMapping.Target(sent, source));
            }
        }
        return new MappedResponse(
                status,
                Handlings.of(response.contentHandling()),
                headers,
                templates(response.responseTemplates(), rendering));
    }

    private static List<Output> templates(Map<String, String> texts, Rendering rendering) throws MappingRefused {
        List<Output> templates = new ArrayList<>();
        for (var entry : new TreeMap<>(texts).entrySet()) {
            String text = entry.getValue();
            String type = ByteText.headerValue(ByteText.utf8(entry.getKey()));
            if (type == null) {
                throw new MappingRefused("a response template has a media type with control characters");
            }
            BodyPlan plan = text.isEmpty() ? BodyPlan.PASS : BodyPlan.of(rendering.compile(text));
            templates.add(new Output(type, plan));
        }
        return templates;
    }

    /** What of the fields' values comes from the origin's body. */
    BodyParts bodyParts() {
        return bodyParts;
    }

    /** Whether the owner passes the origin's coding on, and so its bytes too. */
    boolean mapsCoding() {
        return headers.stream().anyMatch(target -> target.name().equalsIgnoreCase("Content-Encoding"));
    }

    ContentHandling handling() {
        return handling;
    }

    int status() {
        return status;
    }

    /** The template for the client's Accept; null when there is none. */
    @Nullable
    Output output(Exchange exchange) {
        if (templates.size() < 2) {
            return fallback;
        }
        String accept = exchange.request().headers().first("Accept");
        if (accept != null) {
            int comma = accept.indexOf(',');
            String first = (comma < 0 ? accept : accept.substring(0, comma)).strip();
            for (int index = 0; index < templates.size(); index++) {
                if (templates.get(index).type().equals(first)) {
                    return templates.get(index);
                }
            }
        }
        return fallback;
    }

    /** Null when mappings or templates make more of it than a head may hold. */
    @Nullable
    Headers headers(Exchange exchange, @Nullable Output output) {
        Headers out = new Headers(headers.size() + 6);
        if (!mapsContentType) {
            out.add("Content-Type", output == null ? JSON : output.type());
        }
        MappedFields fields = new MappedFields(out);
        fields.addMapped(headers, exchange);
        override(exchange, fields);
        if (mapsContentType && !out.contains("Content-Type")) {
            out.add("Content-Type", output == null ? JSON : output.type());
        }
        return fields.fit() ? out : null;
    }

    /** What templates said of the reply's fields beats what was mapped (rest-api-runtime 9.3). */
    private void override(Exchange exchange, MappedFields fields) {
        Overrides overrides = exchange.overrides();
        if (overrides != null) {
            fields.override(overrides.responseHeaders(), (name, values) -> {
                String sent = ResponseHeaders.mapped(name);
                if (!sent.isEmpty()) {
                    fields.override(sent, values, headers);
                }
            });
        }
    }
}
