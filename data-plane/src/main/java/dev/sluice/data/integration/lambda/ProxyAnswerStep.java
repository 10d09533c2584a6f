package dev.sluice.data.integration.lambda;

import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.CollectedBody;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.HeldBodies;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Reply;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.ResponseHeaders;
import dev.sluice.data.transform.TraceHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Makes the reply of what a function returned (rest-api-runtime 8.6). Immutable. */
public final class ProxyAnswerStep implements Step {
    static final Failure MALFORMED =
            new Failure.FunctionFailed("Execution failed due to configuration error: Malformed Lambda proxy response");

    /** What a function may return. */
    static final CollectedBody.Limit LIMIT = new CollectedBody.Limit(
            InvokeStep.MAX_PAYLOAD_BYTES,
            new Failure.FunctionFailed(
                    "Execution failed due to configuration error: the function's response passes the payload limit, "
                            + InvokeStep.MAX_PAYLOAD_BYTES + " bytes"));

    private static final Outcome NO_ANSWER = refuse(new Failure.Configuration("no function answered"));
    private static final Outcome BAD_BASE64 =
            refuse(new Failure.Configuration("Unable to base64 decode the body of the function's response"));

    private final BinaryTypes binaryTypes;
    private final AwsAccess aws;

    /** One per compiled method. */
    public ProxyAnswerStep(BinaryTypes binaryTypes, AwsAccess aws) {
        this.binaryTypes = binaryTypes;
        this.aws = aws;
    }

    @Override
    public Outcome run(Exchange exchange) {
        OriginResponse response = exchange.originResponse();
        if (response == null) {
            return NO_ANSWER;
        }
        Failure refusal = FunctionError.refusal(response);
        if (refusal != null) {
            return refuse(refusal);
        }
        exchange.onCancel(response.body()::cancel);
        CollectedBody.read(
                exchange, response.body(), LIMIT, whole -> exchange.resumeWith(rest -> settle(rest, response, whole)));
        return Outcome.PENDING;
    }

    private Outcome settle(Exchange exchange, OriginResponse response, CollectedBody whole) {
        Failure failure = whole.failure();
        if (failure != null) {
            return refuse(failure);
        }
        byte[] payload = whole.bytes();
        boolean decoded = binaryTypes.matchesAccept(exchange.request().headers().first("Accept"));
        return aws.run(exchange, payload.length, () -> {
            Step answer = answer(response, payload, decoded);
            return on -> {
                on.held().give(payload.length);
                return answer.run(on);
            };
        });
    }

    private static Step answer(OriginResponse response, byte[] payload, boolean decoded) {
        if (response.headers().contains(FunctionError.HEADER)) {
            Outcome failed = refuse(FunctionError.proxied(response, payload));
            return _ -> failed;
        }
        ProxyResult result = ProxyResultReader.read(payload);
        if (result == null) {
            return _ -> refuse(MALFORMED);
        }
        byte[] body = body(result, decoded);
        if (body == null) {
            return _ -> BAD_BASE64;
        }
        return exchange -> {
            Body replied = exchange.held().body(body);
            if (replied == null) {
                return HeldBodies.NO_ROOM;
            }
            reply(exchange, result.status(), result.headers(), replied);
            return Outcome.PROCEED;
        };
    }

    /** Null when a body that is to be decoded does not decode. */
    private static byte @Nullable [] body(ProxyResult result, boolean decoded) {
        byte[] text = result.body().getBytes(StandardCharsets.UTF_8);
        if (!result.base64() || !decoded) {
            return text;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Puts a function's answer into the reply, by the header rules of proxies (rest-api-runtime 11.3, 11.4). */
    static void reply(Exchange exchange, int status, Headers returned, Body body) {
        Headers headers = ResponseHeaders.proxied(returned, true);
        if (!headers.contains("Content-Type")) {
            headers.add("Content-Type", "application/json");
        }
        OriginRequest request = exchange.originRequest();
        String trace = request == null ? null : request.headers().last(TraceHeader.NAME);
        if (trace != null) {
            headers.set(TraceHeader.NAME, trace);
        }
        Reply reply = exchange.reply();
        reply.status(status);
        reply.headers(headers);
        reply.body(body);
    }

    private static Outcome refuse(Failure failure) {
        return new Outcome.Refuse(failure);
    }
}
