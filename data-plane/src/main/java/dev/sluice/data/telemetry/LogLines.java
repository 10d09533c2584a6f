package dev.sluice.data.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one execution in the order in which things happen. A body's line shows what passed, so the text is made
 * once the exchange is over. Confined to the exchange's loop.
 */
final class LogLines {
    private static final DateTimeFormatter TEST_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final List<Line> lines = new ArrayList<>(24);

    /** One line; what a body says comes behind the text. */
    private record Line(
            long epochMillis, String text, @Nullable HeardBytes body) {
        String whole() {
            return LineText.of(body == null ? text : text + body.text());
        }
    }

    int size() {
        return lines.size();
    }

    void add(String text) {
        add(text, null);
    }

    void add(String text, @Nullable HeardBytes body) {
        lines.add(new Line(System.currentTimeMillis(), text, body));
    }

    /** As TestInvokeMethod shows them (management-api 9). */
    String testText(String requestId) {
        StringBuilder text = new StringBuilder("Execution log for request ").append(requestId);
        text.append('\n');
        for (Line line : lines) {
            text.append(TEST_TIME.format(Instant.ofEpochMilli(line.epochMillis())))
                    .append(" : ")
                    .append(line.whole())
                    .append('\n');
        }
        return text.toString();
    }

    /** As they stand in a stage's log: time, request id in brackets, text (observability 3). */
    byte[] bytes(String requestId) {
        StringBuilder text = new StringBuilder(128 * lines.size());
        for (Line line : lines) {
            text.append(FILE_TIME.format(Instant.ofEpochMilli(line.epochMillis())))
                    .append(" (")
                    .append(requestId)
                    .append(") ")
                    .append(line.whole())
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
