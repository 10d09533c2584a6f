package dev.sluice.data.transform;

import dev.sluice.contracts.stages.IntegrationResponseSnapshot;
import dev.sluice.contracts.stages.MethodResponseSnapshot;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.StageFacts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One integration response, ready to apply (rest-api-runtime 9.2, 9.3). Immutable. */
final class MappedResponse {
    private static final String JSON = "application/json";

    private final int status;
    private final List<RequestMapping.Target> headers;
    private final boolean mapsContentType;
    private final List<Template> templates;
    private final @Nullable Template fallback;

    /** A literal body and its media type; without text the origin's body passes. */
    record Template(String type, BodyPlan.@Nullable Text text) {}

    private MappedResponse(int status, List<RequestMapping.Target> headers, List<Template> templates) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.mapsContentType = headers.stream().anyMatch(target -> target.name().equalsIgnoreCase("Content-Type"));
        this.templates = List.copyOf(templates);
        this.fallback = templates.stream()
                .filter(template -> template.type().equals(JSON))
                .findFirst()
                .orElse(templates.isEmpty() ? null : templates.getFirst());
    }

    static MappedResponse of(
            int status, IntegrationResponseSnapshot response, MethodResponseSnapshot declared, StageFacts stage)
            throws MappingRefused {
        if ("CONVERT_TO_BINARY".equals(response.contentHandling())) {
            throw new MappingRefused("content handling CONVERT_TO_BINARY is not supported yet");
        }
        List<RequestMapping.Target> headers = new ArrayList<>();
        for (var parameter : new TreeMap<>(response.responseParameters()).entrySet()) {
            String name = Sources.after(parameter.getKey(), "method.response.header.");
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
        return new MappedResponse(status, headers, templates(response.responseTemplates()));
    }

    private static List<Template> templates(Map<String, String> texts) throws MappingRefused {
        List<Template> templates = new ArrayList<>();
        for (var entry : new TreeMap<>(texts).entrySet()) {
            String text = LiteralTemplate.check(entry.getKey(), entry.getValue());
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            templates.add(new Template(entry.getKey(), text.isEmpty() ? null : new BodyPlan.Text(bytes)));
        }
        return templates;
    }

    int status() {
        return status;
    }

    /** The template for the client's Accept; null when the origin's body passes. */
    @Nullable
    Template template(Exchange exchange) {
        if (templates.size() < 2) {
            return fallback;
        }
        String accept = exchange.request().headers().last("Accept");
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

    Headers headers(Exchange exchange, @Nullable Template template) {
        Headers out = new Headers(headers.size() + 6);
        if (!mapsContentType) {
            out.add("Content-Type", template == null ? JSON : template.type());
        }
        for (int index = 0; index < headers.size(); index++) {
            RequestMapping.Target target = headers.get(index);
            String value = ByteText.headerValue(target.source().value(exchange));
            if (value != null) {
                out.add(target.name(), value);
            }
        }
        if (mapsContentType && !out.contains("Content-Type")) {
            out.add("Content-Type", template == null ? JSON : template.type());
        }
        return out;
    }
}
