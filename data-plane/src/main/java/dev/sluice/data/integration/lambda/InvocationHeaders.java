package dev.sluice.data.integration.lambda;

import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.transform.TraceHeader;

/** The two sets of header fields of a proxy invocation: those in the event and those of the call. Pure functions. */
final class InvocationHeaders {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private InvocationHeaders() {}

    /**
     * What the client sent, with what the gateway knows of the connection on top (rest-api-runtime 8.6, 11.2). A test
     * invocation has no connection to tell of.
     */
    static Headers ofEvent(Exchange exchange, String trace) {
        Request request = exchange.request();
        boolean test = request.isTest();
        Headers received = request.headers();
        Headers out = new Headers(received.size() + 5);
        String forwardedFor = null;
        for (int index = 0; index < received.size(); index++) {
            String name = received.name(index);
            String value = received.value(index);
            if (!test && name.equalsIgnoreCase(FORWARDED_FOR)) {
                forwardedFor = forwardedFor == null ? value : forwardedFor + ", " + value;
            } else if (!isReplaced(name, value, test) && !isSpent(name, exchange)) {
                out.add(name, value);
            }
        }
        if (!test) {
            if (!out.contains("Host")) {
                out.add("Host", request.host());
            }
            String peer = request.peerAddress();
            out.add(FORWARDED_FOR, forwardedFor == null ? peer : forwardedFor + ", " + peer);
            out.add("X-Forwarded-Port", Integer.toString(request.localPort()));
            out.add("X-Forwarded-Proto", request.secure() ? "https" : "http");
            out.add(TraceHeader.NAME, trace);
        }
        return out;
    }

    /** A client's own word on the connection, and a signature, which could be used again (decisions 25). */
    private static boolean isReplaced(String name, String value, boolean test) {
        if (name.equalsIgnoreCase("Authorization")) {
            return value.startsWith("AWS4-");
        }
        return !test
                && (name.equalsIgnoreCase("X-Forwarded-Port")
                        || name.equalsIgnoreCase("X-Forwarded-Proto")
                        || name.equalsIgnoreCase(TraceHeader.NAME));
    }

    /** The token of a session that has signed the call belongs to its signature. */
    private static boolean isSpent(String name, Exchange exchange) {
        return exchange.caller() != null && name.equalsIgnoreCase("X-Amz-Security-Token");
    }

    /** The fields of the call that invokes the function (observability 3.1). */
    static Headers ofCall(Exchange exchange, String trace) {
        String api = exchange.routedStage().api();
        return new Headers(8)
                .add("Content-Type", "application/json")
                .add("x-amzn-lambda-integration-tag", exchange.requestId())
                .add("x-amzn-apigateway-api-id", api)
                .add("Accept", "application/json")
                .add("User-Agent", "AmazonAPIGateway_" + api)
                .add("Connection", "keep-alive")
                .add(TraceHeader.NAME, trace);
    }

    /** The trace that the call belongs to, one for both sets. */
    static String trace(Exchange exchange) {
        return TraceHeader.of(exchange);
    }
}
