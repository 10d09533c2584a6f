package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.templates.Overrides;
import java.util.List;
import java.util.Map;

/** Mapped query parameters, appended after what the URI and the client brought (rest-api-runtime 7.3, 8.4). Immutable. */
final class QueryMapping {
    private final List<Entry> entries;

    private record Entry(String name, String prefix, Source source) {}

    QueryMapping(List<RequestMapping.Target> targets) {
        this.entries = targets.stream()
                .map(target -> new Entry(target.name(), prefix(target.name()), target.source()))
                .toList();
    }

    private static String prefix(String name) {
        StringBuilder text = new StringBuilder();
        ByteText.appendQuery(text, ByteText.utf8(name));
        return text.append('=').toString();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void append(Exchange exchange, StringBuilder target, char firstSeparator) {
        Overrides overrides = exchange.overrides();
        Map<String, List<String>> overridden = overrides == null ? Map.of() : overrides.requestQuery();
        char separator = firstSeparator;
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            if (!overridden.containsKey(entry.name())) {
                separator =
                        append(target, separator, entry.prefix(), entry.source().values(exchange));
            }
        }
        for (var override : overridden.entrySet()) {
            separator = appendOverride(target, separator, prefix(override.getKey()), override.getValue());
        }
    }

    private static char append(StringBuilder target, char firstSeparator, String prefix, List<String> values) {
        char separator = firstSeparator;
        for (String value : values) {
            if (target.length() > MappedFields.MAX_BYTES) {
                return separator; // no head has room for more, so this one is never sent
            }
            target.append(separator).append(prefix);
            ByteText.appendQuery(target, ByteText.upTo(MappedFields.MAX_BYTES + 1, value));
            separator = '&';
        }
        return separator;
    }

    private static char appendOverride(StringBuilder target, char firstSeparator, String prefix, List<String> texts) {
        char separator = firstSeparator;
        for (int index = 0; index < texts.size() && target.length() <= MappedFields.MAX_BYTES; index++) {
            separator = append(target, separator, prefix, List.of(ByteText.utf8(texts.get(index))));
        }
        return separator;
    }
}
