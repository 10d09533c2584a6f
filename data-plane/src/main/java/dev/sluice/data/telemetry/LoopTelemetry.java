package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.AcceptedKey;
import dev.sluice.data.pipeline.Entrance;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.MethodFacts;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import org.jspecify.annotations.Nullable;

/** What one loop notes of its calls: counters, and log lines in a chunk of its own. Confined to that loop. */
public final class LoopTelemetry {
    /** No line is longer: its texts are cut below, and an escaped character takes six bytes. */
    private static final int MAX_LINE_BYTES = 16_384;

    private static final int MAX_PATH = 1_024;
    private static final int MAX_HOST = 255;
    private static final int MAX_TEXT = 256;

    private final Counters counters = new Counters();
    private final JsonLine line = new JsonLine();
    private final LoopMeter meter;
    private final LogWriter writer;
    private final @Nullable ExecutionLogs executionLogs;
    private @Nullable LogChunk chunk;

    LoopTelemetry(MeteredCalls metered, LogWriter writer, @Nullable ExecutionLogs executionLogs) {
        this.meter = new LoopMeter(metered);
        this.writer = writer;
        this.executionLogs = executionLogs;
    }

    /** The log of one call to a method whose log is on; null when the node keeps none. */
    public @Nullable ExecutionLines executionLog(LogSetting setting) {
        return executionLogs == null ? null : executionLogs.of(setting);
    }

    Counters counters() {
        return counters;
    }

    public void connectionOpened() {
        counters.add(Counters.OPENED, 1);
    }

    public void connectionClosed() {
        counters.add(Counters.CLOSED, 1);
    }

    /** A connection was closed at once because a limit of connections was reached. */
    public void connectionRefused() {
        counters.add(Counters.REFUSED_CONNECTIONS, 1);
    }

    /** A TLS handshake came to its end, or did not. */
    public void handshake(boolean done) {
        counters.add(done ? Counters.HANDSHAKES : Counters.FAILED_HANDSHAKES, 1);
    }

    /** An HTTP/2 connection was ended because its client went over a limit of frames or streams. */
    public void flooded() {
        counters.add(Counters.FLOODS, 1);
    }

    /** Notes the end of a call. */
    public void ended(Exchange exchange, CallEnd end) {
        long latencyMicros = (end.nanos() - exchange.startNanos()) / 1_000;
        @Nullable Failure failure = exchange.failure();
        @Nullable StageFacts stage = exchange.stage();
        count(end, latencyMicros);
        if (stage != null && exchange.isMetered()) {
            meter.count(exchange, stage, end);
        }
        if (exchange.originNanos() >= 0) {
            counters.duration(Counters.ORIGIN, Counters.ORIGIN_MICROS, exchange.originNanos() / 1_000);
        }
        if (failure != null) {
            counters.add(Counters.FAILURE + FailureKind.index(failure), 1);
        }
        LogChunk target = chunk();
        if (target != null) {
            line.begin(target.bytes(), target.length());
            write(exchange, end, latencyMicros, failure);
            target.line(line.finish());
        }
    }

    /**
     * Notes a request that was refused before it was one, or a health check.
     *
     * @param reason a word of a closed set
     */
    public void early(String requestId, long epochMillis, String peer, int status, String reason) {
        counters.status(status);
        LogChunk target = chunk();
        if (target != null) {
            line.begin(target.bytes(), target.length());
            line.number(Members.TIME, epochMillis);
            line.plain(Members.REQUEST_ID, requestId);
            line.number(Members.STATUS, status);
            line.plain(Members.SOURCE_IP, peer);
            line.plain(Members.FAILURE, reason);
            target.line(line.finish());
        }
    }

    /** Hands over the lines and metered calls at hand; called a few times a second and before the loop ends. */
    public void flush() {
        meter.flush();
        giveLines();
    }

    private void giveLines() {
        LogChunk current = chunk;
        if (current != null && current.lines() > 0) {
            chunk = null;
            writer.give(current);
        }
    }

    private void count(CallEnd end, long latencyMicros) {
        if (end.status() == 0) {
            counters.add(Counters.GONE, 1);
        } else {
            counters.status(end.status());
        }
        counters.add(Counters.PROTOCOL + end.protocol().counter(), 1);
        counters.add(Counters.REQUEST_BYTES, end.requestBytes());
        counters.add(Counters.RESPONSE_BYTES, end.responseBytes());
        counters.duration(Counters.LATENCY, Counters.LATENCY_MICROS, latencyMicros);
    }

    private void write(Exchange exchange, CallEnd end, long latencyMicros, @Nullable Failure failure) {
        Request request = exchange.request();
        @Nullable StageFacts stage = exchange.stage();
        @Nullable MethodFacts method = exchange.method();
        line.number(Members.TIME, exchange.startEpochMillis());
        line.plain(Members.REQUEST_ID, exchange.requestId());
        line.plain(Members.EXTENDED_REQUEST_ID, exchange.extendedRequestId());
        if (stage != null) {
            line.plain(Members.TENANT, stage.tenant());
            line.plain(Members.API, stage.api());
            line.plain(Members.STAGE, stage.stage());
        } else {
            line.text(Members.API, named(end.api()), MAX_TEXT);
            line.text(Members.STAGE, named(end.stage()), MAX_TEXT);
        }
        if (method != null) {
            line.text(Members.RESOURCE_PATH, method.resourcePath(), MAX_PATH / 2);
        }
        line.text(Members.HOST, request.host(), MAX_HOST);
        line.text(Members.VERB, request.verb(), MAX_TEXT);
        line.text(Members.PATH, request.path(), MAX_PATH);
        line.plain(Members.PROTOCOL, end.protocol().text());
        line.plain(Members.SCHEME, request.secure() ? "https" : "http");
        if (end.status() == 0) {
            line.plain(Members.STATUS, "-");
        } else {
            line.number(Members.STATUS, end.status());
        }
        line.number(Members.RESPONSE_BYTES, end.responseBytes());
        line.number(Members.LATENCY, latencyMicros);
        if (exchange.originNanos() >= 0) {
            line.number(Members.INTEGRATION_LATENCY, exchange.originNanos() / 1_000);
        }
        AcceptedKey key = exchange.apiKey();
        if (key != null) {
            line.plain(Members.API_KEY_ID, key.id());
        }
        line.plain(Members.SOURCE_IP, request.sourceAddress());
        Entrance entrance = request.entrance();
        if (entrance != null) {
            line.plain(Members.VPCE_ID, entrance.endpoint().id());
        }
        line.text(Members.USER_AGENT, request.headers().first("User-Agent"), MAX_TEXT);
        if (failure != null) {
            line.plain(Members.FAILURE, FailureKind.NAMES.get(FailureKind.index(failure)));
            line.text(Members.REASON, FailureKind.reason(failure), MAX_TEXT);
        }
    }

    /** What a request that led to no stage asked for. */
    private static @Nullable String named(String asked) {
        return asked.isEmpty() ? null : asked;
    }

    private @Nullable LogChunk chunk() {
        LogChunk current = chunk;
        if (current != null && current.room() < MAX_LINE_BYTES) {
            giveLines();
            current = null;
        }
        if (current == null) {
            current = writer.take();
            chunk = current;
        }
        if (current == null) {
            counters.add(Counters.DROPPED_LINES, 1);
        }
        return current;
    }

    /** Names of the members, as bytes. */
    private static final class Members {
        static final byte[] TIME = JsonLine.member("timeEpochMillis");
        static final byte[] REQUEST_ID = JsonLine.member("requestId");
        static final byte[] EXTENDED_REQUEST_ID = JsonLine.member("extendedRequestId");
        static final byte[] TENANT = JsonLine.member("tenant");
        static final byte[] API = JsonLine.member("api");
        static final byte[] STAGE = JsonLine.member("stage");
        static final byte[] RESOURCE_PATH = JsonLine.member("resourcePath");
        static final byte[] HOST = JsonLine.member("host");
        static final byte[] VERB = JsonLine.member("verb");
        static final byte[] PATH = JsonLine.member("path");
        static final byte[] PROTOCOL = JsonLine.member("protocol");
        static final byte[] SCHEME = JsonLine.member("scheme");
        static final byte[] STATUS = JsonLine.member("status");
        static final byte[] RESPONSE_BYTES = JsonLine.member("responseBytes");
        static final byte[] LATENCY = JsonLine.member("latencyMicros");
        static final byte[] INTEGRATION_LATENCY = JsonLine.member("integrationLatencyMicros");
        static final byte[] API_KEY_ID = JsonLine.member("apiKeyId");
        static final byte[] SOURCE_IP = JsonLine.member("sourceIp");
        static final byte[] VPCE_ID = JsonLine.member("vpceId");
        static final byte[] USER_AGENT = JsonLine.member("userAgent");
        static final byte[] FAILURE = JsonLine.member("failure");
        static final byte[] REASON = JsonLine.member("reason");
    }
}
