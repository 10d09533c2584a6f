package dev.sluice.data.edge;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.VpcEndpoint;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decoded head into an exchange, or into the reason why there is none: headers, host, target, path, API and stage
 * (rest-api-runtime 2). One per connection, used for one request after the other.
 */
final class CallReader {
    private static final String PATH_FORM = "/_aws/execute-api/";
    private static final int PATH_FORM_SEGMENTS = 3;

    private final Edge edge;
    private final LoopContext loop;
    private final Peer peer;
    private final boolean proxied;
    private final @Nullable PrivateHosts privateHosts;
    private final Arrival arrival = new Arrival();

    private String lastHost = "";
    private @Nullable String lastApi;
    private boolean isCovered = true;

    private @Nullable Refusal refusal;
    private boolean healthCheck;
    private String api = "";
    private String stage = "";

    CallReader(Edge edge, LoopContext loop, Peer peer) {
        this.edge = edge;
        this.loop = loop;
        this.peer = peer;
        VpcEndpoint endpoint = peer.endpoint();
        // Addresses of private networks repeat, so none of them is a proxy's that is trusted.
        this.proxied = endpoint == null && edge.settings().sources().proxies().hold(peer.address());
        this.privateHosts =
                endpoint == null ? null : new PrivateHosts(edge.settings().hosts(), endpoint);
    }

    /** The address at the other end of the connection. */
    String peer() {
        return peer.address();
    }

    Arrival arrival() {
        return arrival;
    }

    /** Why there is no exchange, unless it was a health check. */
    Refusal refusal() {
        return refusal == null ? Refusal.MALFORMED : refusal;
    }

    /** Whether the request was a health check (decisions 13) rather than a call. */
    boolean isHealthCheck() {
        return healthCheck;
    }

    /** API id of the call; empty when its host or path names none. */
    String api() {
        return api;
    }

    /** Stage name of the call; empty when there is none. */
    String stage() {
        return stage;
    }

    /**
     * Reads one head, whose bytes passed the strict step.
     *
     * @param verb the method as sent
     * @param sent the request target
     * @param headers the fields; this reader takes off what ends here
     * @return null when it is refused or a health check
     */
    @Nullable
    Exchange read(String verb, String sent, Headers headers, Call call, long startNanos) {
        refusal = null;
        healthCheck = false;
        if (verb.equals("CONNECT") || verb.equals("TRACE")) {
            return refuse(Refusal.METHOD);
        }
        refusal = arrival.take(headers);
        if (refusal != null) {
            return null;
        }
        Target target = Target.parse(verb, sent);
        String host = arrival.host();
        if (target == null || host == null || !agrees(target, host)) {
            return refuse(Refusal.MALFORMED);
        }
        if (!isCovered) {
            return refuse(Refusal.MISDIRECTED);
        }
        String canonical = CanonicalPath.of(target.path());
        if (canonical == null) {
            return refuse(Refusal.MALFORMED);
        }
        healthCheck = isHealthCheck(verb, target.path());
        return healthCheck
                ? null
                : new Exchange(loop.loop(), call, request(verb, headers, call, target, canonical), ids(), startNanos);
    }

    private @Nullable Exchange refuse(Refusal reason) {
        refusal = reason;
        return null;
    }

    private boolean agrees(Target target, String host) {
        if (host.isEmpty() || !host.equals(lastHost)) {
            if (!HostName.isValid(host)) {
                return false;
            }
            lastHost = host;
            lastApi = edge.settings().hosts().api(host);
            CertifiedNames certified = peer.certified();
            isCovered = certified == null || certified.cover(host);
            if (privateHosts != null) {
                privateHosts.read(host);
                isCovered |= privateHosts.isKnown();
            }
        }
        return target.authority().isEmpty() || HostName.agree(target.authority(), host);
    }

    private static boolean isHealthCheck(String verb, String path) {
        return (path.equals("/ping") || path.equals("/sping")) && (verb.equals("GET") || verb.equals("HEAD"));
    }

    private Request request(String verb, Headers headers, Call call, Target target, String canonical) {
        int before = apiSegments(canonical, headers);
        int end = CanonicalPath.behind(canonical, before + 1);
        int start = CanonicalPath.startOfSegment(canonical, CanonicalPath.behind(canonical, before));
        stage = start < end ? canonical.substring(start, end) : "";
        String rest = end < canonical.length() ? canonical.substring(end) : "/";
        boolean plain = canonical.equals(target.path());
        String override = arrival.override();
        return new Request(
                override == null ? verb : override,
                peer.secure(),
                lastHost,
                plain && before == 0 ? canonical : rawRest(target.path(), before),
                plain ? rest : rawRest(target.path(), before + 1),
                rest,
                target.query(),
                headers,
                call.requestBody(),
                peer.address(),
                proxied ? forwarded(headers) : peer.address(),
                peer.localPort(),
                verb,
                target.path(),
                privateHosts == null ? null : privateHosts.entrance(),
                arrival.droppedFromSigned(target.query()));
    }

    /** Who called the trusted proxy that calls here. */
    private String forwarded(Headers headers) {
        return edge.settings().sources().proxies().source(peer.address(), headers.all("X-Forwarded-For"));
    }

    /** Notes the API and tells how many segments of the path name it. */
    private int apiSegments(String canonical, Headers headers) {
        String named = privateHosts == null ? lastApi : privateHosts.api(headers);
        if (named != null) {
            api = named;
            return 0;
        }
        api = "";
        if (edge.settings().pathForm() && canonical.startsWith(PATH_FORM)) {
            int end = CanonicalPath.behind(canonical, PATH_FORM_SEGMENTS);
            api = canonical.substring(PATH_FORM.length(), end).toLowerCase(Locale.ROOT);
            return PATH_FORM_SEGMENTS;
        }
        return 0;
    }

    /** The path behind so many segments as received; slashes right behind them count as one (rest-api-runtime 2.4). */
    private static String rawRest(String path, int segments) {
        int start = CanonicalPath.startOfSegment(path, CanonicalPath.behind(path, segments));
        return start == path.length() ? "/" : path.substring(start - 1);
    }

    private Exchange.Ids ids() {
        String proposed = arrival.requestId();
        IdSource ids = loop.ids();
        return new Exchange.Ids(
                proposed == null ? ids.requestId() : proposed, ids.extendedRequestId(), System.currentTimeMillis());
    }
}
