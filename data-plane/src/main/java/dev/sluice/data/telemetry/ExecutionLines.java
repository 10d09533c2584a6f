package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The execution log of one exchange with full data trace (observability 3.1, management-api 9). Lines keep the order in
 * which things happen; a body's line shows what passed, so the text is made once the exchange is over. Credentials are
 * masked, and a line is cut at {@link #MAX_LINE_BYTES}. Confined to the exchange's loop.
 */
public final class ExecutionLines implements ExecutionLog {
    /** Longest line in UTF-8, before the mark that it was cut. */
    public static final int MAX_LINE_BYTES = 1_024;

    private static final String CUT = " [TRUNCATED]";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final List<Line> lines = new ArrayList<>(24);

    /** One line; what a body says comes behind the text. */
    private record Line(
            long epochMillis, String text, @Nullable ListenedBody body) {}

    /** The execution begins: what the client sent. Path parameters as names with values. */
    public void started(Exchange exchange, Map<String, String> pathParameters, String body) {
        Request request = exchange.request();
        add("Starting execution for request: " + exchange.requestId());
        add("HTTP Method: " + request.verb() + ", Resource Path: " + LogTexts.utf8(request.path()));
        add("Method request path: " + pathParameters);
        add("Method request query string: " + LogTexts.query(request.query()));
        add("Method request headers: " + LogTexts.headers(request.headers()));
        add("Method request body before transformations: " + body);
    }

    @Override
    public OriginRequest sending(OriginRequest request) {
        String uri = LogTexts.uri(request);
        add("Endpoint request URI: " + uri);
        add("Endpoint request headers: " + LogTexts.headers(request.headers()));
        Body body = listened("Endpoint request body after transformations: ", request.body());
        add("Sending request to " + uri);
        return request.with(body);
    }

    @Override
    public OriginResponse received(OriginResponse response, long originNanos) {
        add("Received response. Status: " + response.status() + ", Integration latency: "
                + TimeUnit.NANOSECONDS.toMillis(originNanos) + " ms");
        add("Endpoint response headers: " + LogTexts.headers(response.headers()));
        Body body = listened("Endpoint response body before transformations: ", response.body());
        return new OriginResponse(response.status(), response.headers(), body);
    }

    /** The execution ended with a reply of the method's own. */
    public void succeeded(int status, Headers headers, String body) {
        add("Method response body after transformations: " + body);
        add("Method response headers: " + LogTexts.headers(headers));
        add("Successfully completed execution");
        completed(status);
    }

    /** The execution ended with a failure, which was answered with that status. */
    public void failed(Failure failure, int status) {
        failed(FailureLine.of(failure), status);
    }

    /** The same for a request that was refused before it became an exchange. */
    public void failed(String line, int status) {
        add(line);
        completed(status);
    }

    private void completed(int status) {
        add("Method completed with status: " + status);
    }

    /** Adds a line of its own, for what the other lines do not tell. */
    public void noted(String line) {
        add(line);
    }

    /** The whole log, each line with its time and a line end. */
    public String text(String requestId) {
        StringBuilder text = new StringBuilder("Execution log for request ").append(requestId);
        text.append('\n');
        for (Line line : lines) {
            ListenedBody body = line.body();
            text.append(TIME.format(Instant.ofEpochMilli(line.epochMillis())))
                    .append(" : ")
                    .append(body == null ? line.text() : cut(line.text() + utf8(body)))
                    .append('\n');
        }
        return text.toString();
    }

    private void add(String text) {
        lines.add(new Line(System.currentTimeMillis(), cut(text), null));
    }

    /** A body without a byte stays itself: a request without one is framed as such. */
    private Body listened(String text, Body body) {
        if (body.declaredBytes() == 0) {
            add(text);
            return body;
        }
        ListenedBody listened = new ListenedBody(body, MAX_LINE_BYTES);
        lines.add(new Line(System.currentTimeMillis(), text, listened));
        return listened;
    }

    private static String utf8(ListenedBody body) {
        return new String(body.heard(), StandardCharsets.UTF_8);
    }

    /** observability 2: whole characters of at most so many bytes. */
    private static String cut(String text) {
        // Every character has a byte at least: of a long text the rest need not be looked at.
        byte[] bytes =
                text.substring(0, Math.min(text.length(), MAX_LINE_BYTES + 1)).getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_LINE_BYTES) {
            return text;
        }
        int end = MAX_LINE_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
