package dev.sluice.data.edge;

import dev.sluice.contracts.invocations.AuthorizerTrial;
import dev.sluice.contracts.invocations.TestInvocation;
import dev.sluice.data.netty.FieldSyntax;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.WholeBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The request of a test invocation, held to the strict step that a client's request meets: its head is put together and
 * guarded like one that came over a connection. What people type into a target, spaces and letters beyond ASCII, is
 * escaped before.
 *
 * @param request what the method sees; of a refused request only what a log may show
 * @param refusal why no client could have sent it; null when one could
 */
record TestRequest(Request request, @Nullable Refusal refusal) {
    /** What stands for the host (rest-api-runtime 1.3). */
    private static final String HOST = "testPrefix.testDomainName";

    private static final int PORT = 443;

    /**
     * What somebody made up.
     *
     * @param target path and query
     * @param stagePath what stands before the path where the stage is part of it
     */
    private record Sent(String verb, String target, Map<String, List<String>> headers, String body, String stagePath) {}

    static TestRequest of(TestInvocation call, EdgeLimits limits) {
        String resource = call.stage().resources().getFirst().path();
        String stagePath = "/" + call.stage().key().stage();
        return of(
                new Sent(call.verb(), target(call.target(), resource), call.headers(), call.body(), stagePath), limits);
    }

    /** A GET of no stage, as authorizers are tried with. */
    static TestRequest of(AuthorizerTrial trial, EdgeLimits limits) {
        return of(new Sent("GET", target(trial.target(), "/"), trial.headers(), "", ""), limits);
    }

    private static TestRequest of(Sent call, EdgeLimits limits) {
        String target = call.target();
        Headers headers = new Headers();
        String named = null;
        boolean right = true;
        for (Map.Entry<String, List<String>> field : call.headers().entrySet()) {
            for (String value : field.getValue()) {
                String bytes = byteText(value.strip());
                right &= FieldSyntax.isToken(field.getKey()) && isOneLine(bytes);
                named = field.getKey().equalsIgnoreCase("host") ? bytes : named;
                headers.add(field.getKey(), bytes);
            }
        }
        String host = named == null ? HOST : named;
        right &= HostName.isValid(host);
        Refusal refusal = right ? guarded(call.verb(), target, headers, named == null, limits) : Refusal.MALFORMED;
        if (refusal == null) {
            refusal = new Arrival().take(headers);
        }
        Target parts = refusal == null ? Target.parse(call.verb(), target) : null;
        String canonical = parts == null ? null : CanonicalPath.of(parts.path());
        if (parts == null || canonical == null) {
            return refused(call, target, refusal == null ? Refusal.MALFORMED : refusal);
        }
        Body body =
                call.body().isEmpty() ? Body.EMPTY : new WholeBody(call.body().getBytes(StandardCharsets.UTF_8));
        Request request = new Request(
                call.verb(),
                true,
                host,
                call.stagePath() + parts.path(),
                parts.path(),
                canonical,
                parts.query(),
                headers,
                body,
                Request.TEST_SOURCE,
                Request.TEST_SOURCE,
                PORT,
                call.verb(),
                parts.path(),
                null,
                null);
        return new TestRequest(request, null);
    }

    private static TestRequest refused(Sent call, String target, Refusal refusal) {
        String path = target.replaceAll("\\p{Cntrl}", "?");
        return new TestRequest(
                new Request(
                        call.verb(),
                        true,
                        HOST,
                        path,
                        path,
                        "/",
                        "",
                        new Headers(0),
                        Body.EMPTY,
                        Request.TEST_SOURCE,
                        Request.TEST_SOURCE,
                        PORT,
                        call.verb(),
                        path,
                        null,
                        null),
                refusal);
    }

    /** Path and query as a client would send them; without a path that of the resource, braces and all. */
    private static String target(String written, String resource) {
        String whole = written.isEmpty() || written.startsWith("?") ? resource + written : written;
        StringBuilder target = new StringBuilder(whole.startsWith("/") ? "" : "/");
        for (byte each : whole.getBytes(StandardCharsets.UTF_8)) {
            if (each == ' ' || each < 0) {
                target.append(String.format("%%%02X", each & 0xFF));
            } else {
                target.append((char) each);
            }
        }
        return target.toString();
    }

    private static @Nullable Refusal guarded(
            String verb, String target, Headers headers, boolean addHost, EdgeLimits limits) {
        if (!isOneLine(target)) {
            return Refusal.MALFORMED;
        }
        StringBuilder head = new StringBuilder(verb + " " + target + " HTTP/1.1\r\n");
        if (addHost) {
            head.append("Host: ").append(HOST).append("\r\n");
        }
        for (int index = 0; index < headers.size(); index++) {
            head.append(headers.name(index))
                    .append(": ")
                    .append(headers.value(index))
                    .append("\r\n");
        }
        byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        HeadGuard guard = new HeadGuard(limits);
        return guard.scan(bytes, bytes.length) == bytes.length ? null : guard.refusal();
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\r') < 0 && text.indexOf('\n') < 0;
    }

    /** The UTF-8 bytes of a text, one character each, as header values stand everywhere behind the edge. */
    private static String byteText(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
