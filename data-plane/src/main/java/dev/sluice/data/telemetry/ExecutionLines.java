package dev.sluice.data.telemetry;

import dev.sluice.data.pipeline.AuthorizerLog;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.ExecutionLog;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.ListenedBody;
import dev.sluice.data.pipeline.LogSetting;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.StageFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The execution log of one exchange (observability 3): of a test invocation, as text, or of a call to a deployed stage,
 * which goes to the stage's file. Credentials are masked. Confined to the exchange's loop.
 */
public final class ExecutionLines implements ExecutionLog {
    private final LogSetting setting;
    private final @Nullable ExecutionLogs files;
    private final LogLines lines = new LogLines();
    private final List<String> lastLines = new ArrayList<>(1);
    private final HeardBytes replyBody = new HeardBytes();
    private final AuthorizerLines authorizer;

    private @Nullable Exchange begun;
    private HeardBytes requestBody = new HeardBytes();
    private boolean started;
    private boolean keyRequired;

    /** As far as it may be shown; a call to a method that needs no key has none. */
    private String key = "";

    private @Nullable String cause;
    private @Nullable Answered answered;
    private @Nullable Headers replyHeaders;

    /** A gateway response as the client gets it. */
    private static final class Answered {
        private final String type;
        private final int status;
        private final Headers headers;
        private final byte[] body;

        Answered(String type, int status, Headers headers, byte[] body) {
            this.type = type;
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        String type() {
            return type;
        }

        int status() {
            return status;
        }

        Headers headers() {
            return headers;
        }

        byte[] body() {
            return body;
        }
    }

    /** The log of a test invocation: everything, as text. */
    public ExecutionLines() {
        this(new LogSetting(false, true), null);
    }

    ExecutionLines(LogSetting setting, @Nullable ExecutionLogs files) {
        this.setting = setting;
        this.files = files;
        this.authorizer = new AuthorizerLines(lines, setting.data());
    }

    /** A test invocation begins: what the client sent. Path parameters as names with values. */
    public void started(Exchange exchange, Map<String, String> pathParameters, String body) {
        begun = exchange;
        requestBody = HeardBytes.of(body);
        started = true;
        execution(exchange, pathParameters);
    }

    /**
     * A call to a deployed stage was given to its method.
     *
     * @return hears the slices of the request's body as they come; null when bodies are not written down
     */
    public @Nullable HeardBytes began(Exchange exchange) {
        begun = exchange;
        lines.add("Extended Request Id: " + exchange.extendedRequestId());
        return setting.data() ? requestBody : null;
    }

    private void usagePlan(Exchange exchange) {
        StageFacts stage = exchange.routedStage();
        String place = stage.api() + "/" + stage.stage();
        lines.add("Verifying Usage Plan for request: " + exchange.requestId() + ". API Key: " + key + " API Stage: "
                + place);
        if (!keyRequired) {
            lines.add("API Key " + key + " authorized because method '"
                    + exchange.request().verb() + " " + exchange.routedMethod().resourcePath()
                    + "' does not require API Key. Request will not contribute to throttle or quota limits");
        }
    }

    /** Writes what comes before the execution, once: until then it is not known whether a throttle lets it begin. */
    private void begin() {
        Exchange exchange = begun;
        if (started || exchange == null) {
            return;
        }
        started = true;
        if (exchange.method() == null) {
            return; // refused before any method had it
        }
        usagePlan(exchange);
        StageFacts stage = exchange.routedStage();
        lines.add("Usage Plan check succeeded for API Key " + key + " and API Stage " + stage.api() + "/"
                + stage.stage());
        execution(exchange, pathParameters(exchange));
    }

    private void execution(Exchange exchange, Map<String, String> pathParameters) {
        Request request = exchange.request();
        lines.add("Starting execution for request: " + exchange.requestId());
        lines.add("HTTP Method: " + request.verb() + ", Resource Path: " + LogTexts.utf8(request.path()));
        if (setting.data()) {
            lines.add("Method request path: " + pathParameters);
            lines.add("Method request query string: " + LogTexts.query(request.query(), authorizer.hidden()));
            lines.add("Method request headers: " + LogTexts.headers(request.headers(), authorizer.hidden()));
            lines.add("Method request body before transformations: ", requestBody);
        }
    }

    private static Map<String, String> pathParameters(Exchange exchange) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String name : exchange.routedMethod().pathParameters()) {
            parameters.put(name, String.valueOf(exchange.pathParameter(name)));
        }
        return parameters;
    }

    @Override
    public void line(String text) {
        begin();
        lines.add(text);
    }

    @Override
    public void lastLine(String text) {
        lastLines.add(text);
    }

    @Override
    public void cause(String text) {
        cause = text;
    }

    @Override
    public void apiKey(String value) {
        keyRequired = true;
        key = Masks.masked(value);
    }

    @Override
    public void keyCause(String text) {
        cause = "API Key " + key + text;
    }

    @Override
    public AuthorizerLog authorizer() {
        return authorizer;
    }

    @Override
    public OriginRequest sending(OriginRequest request) {
        begin();
        if (!setting.data()) {
            return request;
        }
        String uri = LogTexts.uri(request);
        lines.add("Endpoint request URI: " + uri);
        lines.add("Endpoint request headers: " + LogTexts.headers(request.headers(), authorizer.hidden()));
        Body body = listened("Endpoint request body after transformations: ", request.body());
        lines.add("Sending request to " + uri);
        return request.with(body);
    }

    @Override
    public OriginResponse received(OriginResponse response, long originNanos) {
        begin();
        if (!setting.data()) {
            return response;
        }
        lines.add("Received response. Status: " + response.status() + ", Integration latency: "
                + TimeUnit.NANOSECONDS.toMillis(originNanos) + " ms");
        lines.add("Endpoint response headers: " + LogTexts.headers(response.headers(), authorizer.hidden()));
        Body body = listened("Endpoint response body before transformations: ", response.body());
        return new OriginResponse(response.status(), response.headers(), body);
    }

    @Override
    public void answered(@Nullable String type, Reply reply, byte[] body) {
        answered = type == null || files == null ? null : new Answered(type, reply.status(), reply.headers(), body);
    }

    @Override
    public Body replying(Headers headers, Body body) {
        replyHeaders = headers;
        return setting.data() && body.declaredBytes() != 0 ? new ListenedBody(body, replyBody) : body;
    }

    @Override
    public void ended(Exchange exchange, int status) {
        Failure failure = exchange.failure();
        if (failure == null) {
            begin();
            succeeded(status);
        } else {
            failed(exchange, failure, status);
        }
        boolean wanted = !setting.errorsOnly() || (failure != null && !(failure instanceof Failure.ClientGone));
        if (files != null && wanted) {
            files.give(exchange.routedStage(), lines.bytes(exchange.requestId()), lines.size());
        }
    }

    private void succeeded(int status) {
        Headers headers = replyHeaders;
        if (setting.data()) {
            lines.add("Method response body after transformations: ", replyBody);
            lines.add("Method response headers: "
                    + (headers == null ? Map.of() : LogTexts.headers(headers, authorizer.hidden())));
        }
        lines.add("Successfully completed execution");
        completed(status);
    }

    private void failed(Exchange exchange, Failure failure, int status) {
        if (isOfUsage(failure) && !started) {
            started = true;
            usagePlan(exchange);
        }
        started |= isAccess(failure);
        begin();
        String detail = FailureLine.detail(failure);
        if (detail != null) {
            lines.add(detail);
        }
        String said = cause;
        lines.add(said == null ? FailureLine.of(failure, exchange) : said);
        Answered shown = answered;
        if (shown != null) {
            lines.add("Gateway response type: " + shown.type() + " with status code: " + shown.status());
            lines.add("Gateway response body: " + HeardBytes.of(shown.body()).text());
            lines.add("Gateway response headers: " + LogTexts.headers(shown.headers(), authorizer.hidden()));
        }
        completed(status);
    }

    /** Whether the failure is of the look at the usage plan, which then has not succeeded. */
    private static boolean isOfUsage(Failure failure) {
        return failure instanceof Failure.Throttled
                || failure instanceof Failure.InvalidApiKey
                || failure instanceof Failure.QuotaExceeded;
    }

    /** Whether the failure is of what decides over a call: then no usage plan was looked at, and nothing executed. */
    private static boolean isAccess(Failure failure) {
        return failure instanceof Failure.Unauthorized
                || failure instanceof Failure.NotAuthenticated
                || failure instanceof Failure.AccessDenied
                || failure instanceof Failure.AuthorizerFailed
                || failure instanceof Failure.AuthorizerMisconfigured
                || failure instanceof Failure.MethodArnTooLong;
    }

    /** The run ended before it was an exchange's: why, and with which status it was answered. */
    public void refused(String line, int status) {
        lines.add(line);
        completed(status);
    }

    /** The trial of an authorizer has failed: why, and with which error, as its log ends (observability 3.1). */
    public void denied(Exchange exchange, Failure failure, String error) {
        lines.add(FailureLine.of(failure, exchange));
        lines.add(error);
    }

    private void completed(int status) {
        lines.add("Method completed with status: " + (status == 0 ? "-" : Integer.toString(status)));
        lastLines.forEach(lines::add);
    }

    /** The whole log of a test invocation, each line with its time and a line end. */
    public String text(String requestId) {
        return lines.testText(requestId);
    }

    /** A body without a byte stays itself: a request without one is framed as such. */
    private Body listened(String text, Body body) {
        HeardBytes heard = new HeardBytes();
        lines.add(text, heard);
        return body.declaredBytes() == 0 ? body : new ListenedBody(body, heard);
    }
}
