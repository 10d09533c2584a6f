package dev.sluice.data.integration.aws;

import dev.sluice.data.integration.aws.AwsTarget.Resolved;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.CollectedBody;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import java.util.Locale;
import java.util.Set;

/**
 * Addresses and signs the request that was mapped for a service or a function. It takes the request as if it were one to
 * an HTTP origin, leaves out what only those get (rest-api-runtime 11.2), and waits for the body, which the signature is
 * over. Immutable.
 */
public final class AwsSendStep implements Step {
    private static final Outcome NOT_MAPPED = refuse("no request was mapped");
    private static final Outcome BAD_ADDRESS = refuse("Invalid endpoint address");

    /** What the gateway says of a call to HTTP origins alone, and {@code Referer}, which services never get. */
    private static final Set<String> FOR_HTTP_ORIGINS =
            Set.of("x-forwarded-for", "x-forwarded-port", "x-forwarded-proto");

    private static final Set<String> NEVER = Set.of("host", "referer", "x-amzn-apigateway-api-id");

    private final AwsTarget target;
    private final AwsAction action;
    private final Set<String> mapped;
    private final CollectedBody.Limit limit;
    private final AwsAccess aws;

    /**
     * One per compiled method.
     *
     * @param mapped names of the headers that the integration maps, in lower case
     */
    public AwsSendStep(AwsTarget target, AwsAction action, Set<String> mapped, long maxBodyBytes, AwsAccess aws) {
        this.target = target;
        this.action = action;
        this.mapped = Set.copyOf(mapped);
        this.limit = new CollectedBody.Limit(
                (int) Math.min(maxBodyBytes, Integer.MAX_VALUE - 8), new Failure.RequestTooLarge());
        this.aws = aws;
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginRequest mappedRequest = exchange.originRequest();
        if (mappedRequest == null) {
            return NOT_MAPPED;
        }
        return switch (target.resolve()) {
            case Resolved.Unusable(String reason) -> refuse(reason);
            case Resolved.Server server -> send(exchange, mappedRequest, server);
        };
    }

    private Outcome send(Exchange exchange, OriginRequest request, Resolved.Server server) {
        if (!AwsRequests.isSendable(request.target())) {
            return BAD_ADDRESS;
        }
        AwsRequests.Draft draft = new AwsRequests.Draft(
                request.verb(), request.target(), headers(exchange, request.headers()), request.timeoutMillis());
        Body body = request.body();
        if (body.declaredBytes() == 0) {
            exchange.originRequest(AwsRequests.sign(server, draft, new byte[0]));
            return Outcome.PROCEED;
        }
        exchange.onCancel(body::cancel);
        CollectedBody.read(
                exchange, body, limit, whole -> exchange.resumeWith(rest -> sign(rest, server, draft, whole)));
        return Outcome.PENDING;
    }

    private Outcome sign(Exchange exchange, Resolved.Server server, AwsRequests.Draft draft, CollectedBody whole) {
        Failure failure = whole.failure();
        if (failure != null) {
            return new Outcome.Refuse(failure);
        }
        byte[] bytes = whole.bytes();
        return aws.run(exchange, bytes.length, () -> {
            OriginRequest signed = AwsRequests.sign(server, draft, bytes);
            return on -> {
                on.originRequest(signed.with(on.held().counted(bytes)));
                return Outcome.PROCEED;
            };
        });
    }

    private Headers headers(Exchange exchange, Headers received) {
        Headers out = new Headers(received.size() + 2);
        for (int index = 0; index < received.size(); index++) {
            String name = received.name(index);
            String lower = name.toLowerCase(Locale.ROOT);
            if (!NEVER.contains(lower) && (!FOR_HTTP_ORIGINS.contains(lower) || mapped.contains(lower))) {
                out.add(name, received.value(index));
            }
        }
        String amzTarget = action.amzTarget();
        if (amzTarget != null && !out.contains("X-Amz-Target")) {
            out.add("X-Amz-Target", amzTarget);
        }
        String mediaType = action.mediaType();
        if (mediaType != null && !mapped.contains("content-type") && isUsual(exchange, out)) {
            out.set("Content-Type", mediaType);
        }
        return out;
    }

    /** Whether nobody but the client, or nobody at all, has named the request's type; an override would have. */
    private static boolean isUsual(Exchange exchange, Headers out) {
        String type = out.last("Content-Type");
        return type == null
                || type.equals("application/json")
                || type.equals(exchange.request().headers().last("Content-Type"));
    }

    private static Outcome refuse(String reason) {
        return new Outcome.Refuse(new Failure.Configuration(reason));
    }
}
