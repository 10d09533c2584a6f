package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import java.util.List;

/** Mapped query parameters, appended after what the URI and the client brought (rest-api-runtime 7.3, 8.4). Immutable. */
final class QueryMapping {
    private final List<Entry> entries;

    private record Entry(String prefix, Source source) {}

    QueryMapping(List<RequestMapping.Target> targets) {
        this.entries = targets.stream()
                .map(target -> new Entry(prefix(target.name()), target.source()))
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
        char separator = firstSeparator;
        for (int index = 0; index < entries.size(); index++) {
            Entry entry = entries.get(index);
            for (String value : entry.source().values(exchange)) {
                target.append(separator).append(entry.prefix());
                ByteText.appendQuery(target, value);
                separator = '&';
            }
        }
    }
}
