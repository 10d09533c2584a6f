package dev.sluice.data.response;

import dev.sluice.contracts.stages.GatewayResponseSnapshot;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.WholeBody;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.MappedFields;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One gateway response as its owner has customised it, ready to render (rest-api-runtime 10.2). Immutable. */
final class CustomResponse {
    private static final String TARGET = "gatewayresponse.header.";
    private static final String JSON = "application/json";
    private static final String DEFAULT_TEMPLATE = "{\"message\":$context.error.messageString}";

    /** Sent under {@code x-amzn-Remapped-}, as from every integration (rest-api-runtime 11.3). */
    private static final Set<String> REMAPPED = Set.of("connection", "content-length", "date", "server");

    /** They frame a reply, hold for one hop, or are the gateway's own statement (security-requirements 18, 23). */
    private static final Set<String> DROPPED = Set.of(
            "transfer-encoding",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "upgrade",
            "x-amzn-requestid",
            "x-amz-apigw-id",
            "x-amzn-errortype");

    private final @Nullable Integer status;
    private final List<Field> fields;
    private final List<Template> templates;
    private final Template otherwise;

    private record Field(String name, ResponseText.Part value) {}

    private record Template(String type, ResponseText text) {}

    private CustomResponse(@Nullable Integer status, List<Field> fields, List<Template> templates) {
        this.status = status;
        this.fields = List.copyOf(fields);
        this.templates = List.copyOf(templates);
        this.otherwise = templates.stream()
                .filter(template -> template.type().equals(JSON))
                .findFirst()
                .orElse(templates.getFirst());
    }

    static CustomResponse of(GatewayResponseSnapshot response, Map<String, String> variables) throws MappingRefused {
        List<Field> fields = new ArrayList<>();
        for (var parameter : new TreeMap<>(response.parameters()).entrySet()) {
            String target = Sources.header(parameter.getKey(), TARGET);
            if (target == null) {
                throw new MappingRefused("unknown mapping target " + parameter.getKey());
            }
            String name = sentName(target);
            ResponseText.Part value = ResponseText.reference(parameter.getValue(), variables);
            if (name != null && value != null) {
                fields.add(new Field(name, value));
            }
        }
        return new CustomResponse(response.status(), fields, templates(response.templates(), variables));
    }

    private static List<Template> templates(Map<String, String> texts, Map<String, String> variables) {
        List<Template> templates = new ArrayList<>();
        for (var text : new TreeMap<>(texts).entrySet()) {
            String type = ByteText.headerValue(ByteText.utf8(text.getKey()));
            if (type != null) {
                templates.add(new Template(type, ResponseText.of(text.getValue(), variables)));
            }
        }
        return templates.isEmpty()
                ? List.of(new Template(JSON, ResponseText.of(DEFAULT_TEMPLATE, variables)))
                : templates;
    }

    /** The name under which a field leaves; null when it never does. */
    private static @Nullable String sentName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (DROPPED.contains(lower)) {
            return null;
        }
        return REMAPPED.contains(lower) ? "x-amzn-Remapped-" + name : name;
    }

    /**
     * Puts the response in place of whatever the reply held.
     *
     * @param findings {@code $context.error.validationErrorString}
     * @return the body that was rendered; null when it or the head is too large, and then the reply is as it was
     */
    byte @Nullable [] render(Exchange exchange, Answer answer, String findings) {
        Template template = template(exchange);
        byte[] body = template.text().bytes(exchange, answer, findings);
        if (body == null) {
            return null;
        }
        Headers headers = new Headers(fields.size() + 2).add("Content-Type", template.type());
        MappedFields mapped = new MappedFields(headers);
        for (int index = 0; index < fields.size() && !mapped.isFull(); index++) {
            Field field = fields.get(index);
            mapped.set(field.name(), field.value().value(exchange, answer, findings));
        }
        if (!mapped.fit()) {
            return null;
        }
        if (answer.errorType() != null) {
            headers.set("x-amzn-ErrorType", answer.errorType());
        }
        Reply reply = exchange.reply();
        reply.body().cancel();
        reply.status(status == null ? answer.status() : status);
        reply.headers(headers);
        reply.body(new WholeBody(body));
        return body;
    }

    /** The one of the first media type that the client accepts, else that for JSON, else the first. */
    private Template template(Exchange exchange) {
        String accept =
                templates.size() < 2 ? null : exchange.request().headers().first("Accept");
        if (accept != null) {
            int comma = accept.indexOf(',');
            String first = (comma < 0 ? accept : accept.substring(0, comma)).strip();
            int semicolon = first.indexOf(';');
            String bare = semicolon < 0 ? first : first.substring(0, semicolon).strip();
            for (int index = 0; index < templates.size(); index++) {
                String type = templates.get(index).type();
                if (type.equalsIgnoreCase(first) || type.equalsIgnoreCase(bare)) {
                    return templates.get(index);
                }
            }
        }
        return otherwise;
    }
}
