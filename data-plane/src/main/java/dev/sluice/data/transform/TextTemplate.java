package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.templates.Overrides;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of an address with {@code {name}} placeholders. Only mapped names are placeholders; other braces, and those of a
 * mapping without a value, stay literally (rest-api-runtime 7.3). Immutable.
 */
final class TextTemplate {
    /** How an inserted value is made fit for its place. */
    @FunctionalInterface
    interface Insertion {
        void append(StringBuilder out, String value);
    }

    private final List<String> literals;
    private final List<String> names;
    private final List<Source> sources;
    private final Insertion insertion;

    private TextTemplate(List<String> literals, List<String> names, List<Source> sources, Insertion insertion) {
        this.literals = List.copyOf(literals);
        this.names = List.copyOf(names);
        this.sources = List.copyOf(sources);
        this.insertion = insertion;
    }

    static TextTemplate of(String text, Map<String, Source> mapped, Insertion insertion) {
        List<String> literals = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        int literalStart = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
            int close = text.indexOf('}', open);
            Source source = close < 0 ? null : mapped.get(text.substring(open + 1, close));
            if (source != null) {
                literals.add(ByteText.printable(text.substring(literalStart, open)));
                names.add(text.substring(open + 1, close));
                sources.add(source);
                literalStart = close + 1;
                open = close;
            }
        }
        literals.add(ByteText.printable(text.substring(literalStart)));
        return new TextTemplate(literals, names, sources, insertion);
    }

    /** The text when it does not depend on the request. */
    @Nullable
    String fixed() {
        return sources.isEmpty() ? literals.getFirst() : null;
    }

    /** Stops once no head has room for more: what is longer than that is never sent. */
    void append(Exchange exchange, StringBuilder out) {
        for (int index = 0; index < sources.size() && out.length() <= MappedFields.MAX_BYTES; index++) {
            out.append(literals.get(index));
            String name = names.get(index);
            String value = value(exchange, name, sources.get(index));
            if (value == null) {
                out.append('{').append(name).append('}');
            } else {
                insertion.append(out, ByteText.upTo(MappedFields.MAX_BYTES + 1, value));
            }
        }
        out.append(literals.getLast());
    }

    /** A template's override beats what was mapped. */
    private static @Nullable String value(Exchange exchange, String name, Source source) {
        Overrides overrides = exchange.overrides();
        String override = overrides == null ? null : overrides.requestPath().get(name);
        return override == null ? source.value(exchange) : ByteText.utf8(override);
    }
}
