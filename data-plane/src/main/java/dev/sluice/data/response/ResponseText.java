package dev.sluice.data.response;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.transform.ByteText;
import dev.sluice.data.transform.MappingRefused;
import dev.sluice.data.transform.Source;
import dev.sluice.data.transform.Sources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template of a gateway response: text with references, which are replaced by their values once and as they are
 * (rest-api-runtime 10.2, trap 30). Split into its parts when the stage is compiled. Immutable.
 */
final class ResponseText {
    /** Values of the request repeat as often as a template names them: past this an answer would be an attack. */
    static final int MAX_BYTES = 1 << 20;

    private static final List<String> FAMILIES = List.of("context.", "stageVariables.", "method.request.");

    private final List<Part> parts;

    private ResponseText(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** A piece of the text. Values are bytes as characters, like those of headers and paths. */
    sealed interface Part {
        @Nullable
        String value(Exchange exchange, Answer answer, String findings);

        record Literal(String text) implements Part {
            @Override
            public String value(Exchange exchange, Answer answer, String findings) {
                return text;
            }
        }

        record Of(Source source) implements Part {
            @Override
            public @Nullable String value(Exchange exchange, Answer answer, String findings) {
                return source.value(exchange);
            }
        }

        /** A value of {@code $context.error}. */
        record OfError(ErrorValue error) implements Part {
            @Override
            public @Nullable String value(Exchange exchange, Answer answer, String findings) {
                String text = error.of(answer, findings);
                return text == null ? null : ByteText.utf8(text);
            }
        }

        /** {@code $context.requestTimeEpoch}, a number, which mappings cannot name. */
        record Epoch() implements Part {
            @Override
            public String value(Exchange exchange, Answer answer, String findings) {
                return Long.toString(exchange.startEpochMillis());
            }
        }
    }

    static ResponseText of(String template, Map<String, String> variables) {
        List<Part> parts = new ArrayList<>();
        int literal = 0;
        for (int dollar = template.indexOf('$'); dollar >= 0; dollar = template.indexOf('$', dollar + 1)) {
            int end = referenceEnd(template, dollar + 1);
            if (end > dollar) {
                literal(template.substring(literal, dollar), parts);
                Part part = reference(template.substring(dollar + 1, end), variables);
                if (part != null) {
                    parts.add(part);
                }
                literal = end;
                dollar = end - 1;
            }
        }
        literal(template.substring(literal), parts);
        return new ResponseText(parts);
    }

    private static void literal(String text, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(ByteText.utf8(text)));
        }
    }

    /** What a mapping expression or a reference without its dollar stands for; null when it never has a value. */
    static @Nullable Part reference(String name, Map<String, String> variables) {
        if (name.startsWith("context.error.")) {
            ErrorValue error = ErrorValue.named(name.substring("context.error.".length()));
            return error == null ? null : new Part.OfError(error);
        }
        if (name.equals("context.requestTimeEpoch")) {
            return new Part.Epoch();
        }
        try {
            Source source = Sources.ofRequest(name, variables);
            return source == null ? null : new Part.Of(source);
        } catch (MappingRefused _) {
            return null;
        }
    }

    /** End of the reference that begins here; -1 when none does. A dot belongs to it when a name follows. */
    private static int referenceEnd(String text, int start) {
        for (String family : FAMILIES) {
            if (text.startsWith(family, start)) {
                int end = nameEnd(text, start + family.length(), family.startsWith("method"));
                return end == start + family.length() ? -1 : end;
            }
        }
        return -1;
    }

    private static int nameEnd(String text, int start, boolean dashes) {
        int end = start;
        while (end < text.length()) {
            char character = text.charAt(end);
            boolean dotted = character == '.' && end > start && end + 1 < text.length();
            if (!isName(character, dashes) && !(dotted && isName(text.charAt(end + 1), dashes))) {
                return end;
            }
            end++;
        }
        return end;
    }

    private static boolean isName(char character, boolean dashes) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || (dashes && character == '-');
    }

    /** The bytes of the text; null when they are more than {@link #MAX_BYTES}. */
    byte @Nullable [] bytes(Exchange exchange, Answer answer, String findings) {
        StringBuilder text = new StringBuilder(256);
        for (int index = 0; index < parts.size(); index++) {
            String value = parts.get(index).value(exchange, answer, findings);
            if (value != null) {
                text.append(value);
            }
            if (text.length() > MAX_BYTES) {
                return null;
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
