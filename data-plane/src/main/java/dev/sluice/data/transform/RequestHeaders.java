package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.templates.Overrides;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the header fields of a request to an origin (rest-api-runtime 11.2). Immutable; one per compiled method.
 */
final class RequestHeaders {
    private static final int DROP = 0;
    private static final int AUTHORIZATION = 1;
    private static final int FORWARDED_FOR = 2;
    private static final int TRACE = 3;
    private static final int ACCEPT = 4;
    private static final int USER_AGENT = 5;
    private static final int SESSION_TOKEN = 6;

    /** What the client's own fields mean to a proxied request; framing and hop-by-hop fields never pass. */
    private static final NameTable RECEIVED = new NameTable(List.of(
            List.of(
                    "Host",
                    "Content-Encoding",
                    "Via",
                    "Expect",
                    "Proxy-Authenticate",
                    "TE",
                    "Content-Length",
                    "Transfer-Encoding",
                    "Connection",
                    "Keep-Alive",
                    "Proxy-Connection",
                    "X-Forwarded-Port",
                    "X-Forwarded-Proto",
                    "X-Amzn-Apigateway-Api-Id"),
            List.of("Authorization"),
            List.of("X-Forwarded-For"),
            List.of(TraceHeader.NAME),
            List.of("Accept"),
            List.of("User-Agent"),
            List.of("X-Amz-Security-Token")));

    /** Never sent, however an integration says so. */
    private static final NameTable NEVER = new NameTable(List.of(List.of("Expect", "Proxy-Authenticate", "TE")));

    /** Beside those: the framing is the gateway's, and so are the names that it vouches for. */
    private static final NameTable NEVER_OVERRIDDEN = new NameTable(List.of(List.of(
            "Content-Length", "Transfer-Encoding", "Connection", TraceHeader.NAME, "X-Amzn-Apigateway-Api-Id")));

    private final boolean proxy;
    private final boolean service;
    private final List<RequestMapping.Target> mapped;
    private final String api;
    private final String userAgent;
    private final PortText ports = new PortText();

    RequestHeaders(RequestKind kind, RequestMapping mapping, String api) {
        this.proxy = kind == RequestKind.PROXIED;
        this.service = kind == RequestKind.SERVICE;
        this.mapped = mapping.headers().stream()
                .filter(target -> !isDropped(target.name()))
                .filter(target -> !proxy || !target.name().equalsIgnoreCase("Content-Encoding"))
                .toList();
        this.api = api;
        this.userAgent = "AmazonAPIGateway_" + api;
    }

    /** {@code Via} reaches functions and services, which the documented matrix says and no recording contradicts. */
    private boolean isDropped(String name) {
        return NEVER.contains(name) || (!service && name.equalsIgnoreCase("Via"));
    }

    /** Null when mappings or templates make more of it than a head may hold. */
    @Nullable
    Headers of(Exchange exchange, String host) {
        Request request = exchange.request();
        Headers out = new Headers((proxy ? request.headers().size() : mapped.size()) + 10);
        out.add("Host", host);
        boolean accepts = false;
        boolean named = false;
        String trace = null;
        String forwardedFor = null;
        Headers received = request.headers();
        for (int index = 0; index < received.size(); index++) {
            String name = received.name(index);
            String value = received.value(index);
            switch (RECEIVED.number(name)) {
                case DROP -> {}
                case FORWARDED_FOR -> forwardedFor = forwardedFor == null ? value : forwardedFor + ", " + value;
                case TRACE -> trace = value;
                case AUTHORIZATION -> copy(name, value, proxy && !value.startsWith("AWS4-"), out);
                case ACCEPT -> {
                    accepts |= proxy;
                    copy(name, value, proxy, out);
                }
                case USER_AGENT -> {
                    named |= proxy;
                    copy(name, value, proxy, out);
                }
                case SESSION_TOKEN -> copy(name, value, proxy && exchange.caller() == null, out);
                default -> copy(name, value, proxy, out);
            }
        }
        String peer = request.peerAddress();
        out.add("X-Forwarded-For", forwardedFor == null ? peer : forwardedFor + ", " + peer);
        out.add("X-Forwarded-Port", ports.of(request.localPort()));
        out.add("X-Forwarded-Proto", request.secure() ? "https" : "http");
        if (!accepts) {
            out.add("Accept", "application/json");
        }
        if (!named) {
            out.add("User-Agent", userAgent);
        }
        out.add("Connection", "keep-alive");
        out.add(TraceHeader.NAME, TraceHeader.of(exchange, trace));
        out.add("X-Amzn-Apigateway-Api-Id", api);
        addContentType(request, out);
        return isChanged(exchange) && !change(exchange, out) ? null : out;
    }

    private boolean isChanged(Exchange exchange) {
        Overrides overrides = exchange.overrides();
        return !mapped.isEmpty()
                || (overrides != null && !overrides.requestHeaders().isEmpty());
    }

    /** Last, so that a mapped field replaces what the client or the gateway said under that name. */
    private boolean change(Exchange exchange, Headers out) {
        MappedFields fields = new MappedFields(out);
        fields.setMapped(mapped, exchange);
        Overrides overrides = exchange.overrides();
        if (overrides != null) {
            fields.override(overrides.requestHeaders(), (name, values) -> {
                if (!isDropped(name) && !NEVER_OVERRIDDEN.contains(name)) {
                    fields.override(name, values, mapped);
                }
            });
        }
        return fields.fit();
    }

    private static void copy(String name, String value, boolean copied, Headers out) {
        if (copied) {
            out.add(name, value);
        }
    }

    private void addContentType(Request request, Headers out) {
        if (!proxy && !isBodiless(request.verb())) {
            String type = request.headers().last("Content-Type");
            out.add("Content-Type", type == null ? "application/json" : type);
        }
    }

    private static boolean isBodiless(String verb) {
        return verb.equals("GET") || verb.equals("HEAD") || verb.equals("OPTIONS");
    }
}
