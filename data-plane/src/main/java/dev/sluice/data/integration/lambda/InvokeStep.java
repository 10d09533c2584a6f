package dev.sluice.data.integration.lambda;

import dev.sluice.data.integration.aws.AwsAccess;
import dev.sluice.data.integration.aws.AwsRequests;
import dev.sluice.data.integration.aws.AwsTarget;
import dev.sluice.data.integration.aws.AwsTarget.Resolved;
import dev.sluice.data.payload.BinaryTypes;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.Headers;
import dev.sluice.data.pipeline.HeldBodies;
import dev.sluice.data.pipeline.OriginRequest;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.WholeBodies;
import org.jspecify.annotations.Nullable;

/** Makes the invocation of a proxy integration: the event, whole, signed (rest-api-runtime 8.6). Immutable. */
public final class InvokeStep implements Step {
    /** What a function takes and gives at most (rest-api-runtime 18). */
    static final int MAX_PAYLOAD_BYTES = 6_291_556;

    private static final Failure TOO_LARGE =
            new Failure.FunctionFailed("Execution failed due to configuration error: the event passes the payload limit"
                    + " of functions, " + MAX_PAYLOAD_BYTES + " bytes");

    private final AwsTarget target;
    private final String path;
    private final ProxyEvent event;
    private final BinaryTypes binaryTypes;
    private final Settings settings;

    /**
     * The rest of what a method's integration says.
     *
     * @param pauseMillis longest pause within the answer
     * @param bodies reads the client's body
     */
    public record Settings(int timeoutMillis, int pauseMillis, WholeBodies bodies, AwsAccess aws) {}

    /** One per compiled method. */
    public InvokeStep(
            AwsTarget target,
            FunctionUri function,
            @Nullable String operationName,
            BinaryTypes binaryTypes,
            Settings settings) {
        this.target = target;
        this.path = function.target();
        this.event = new ProxyEvent(operationName);
        this.binaryTypes = binaryTypes;
        this.settings = settings;
    }

    @Override
    public Outcome run(Exchange exchange) {
        if (!AwsRequests.isSendable(path)) {
            return refuse("Invalid endpoint address");
        }
        return switch (target.resolve()) {
            case Resolved.Unusable(String reason) -> refuse(reason);
            case Resolved.Server server -> invoke(exchange, server);
        };
    }

    private Outcome invoke(Exchange exchange, Resolved.Server server) {
        return settings.bodies()
                .request(
                        exchange,
                        (received, bytes) -> bytes.length > MAX_PAYLOAD_BYTES
                                ? new Outcome.Refuse(TOO_LARGE) // its event would be longer still
                                : settings.aws()
                                        .run(received, bytes.length, () -> invocation(received, server, bytes)));
    }

    /** Costs time by the body's length; what it gives has only to be put in place. */
    private Step invocation(Exchange exchange, Resolved.Server server, byte[] body) {
        String trace = InvocationHeaders.trace(exchange);
        boolean binary =
                binaryTypes.matchesContentType(exchange.request().headers().last("Content-Type"));
        Headers headers = InvocationHeaders.ofEvent(exchange, trace);
        byte[] payload = event.of(exchange, headers, body, binary);
        if (payload.length > MAX_PAYLOAD_BYTES) {
            return _ -> new Outcome.Refuse(TOO_LARGE);
        }
        AwsRequests.Draft draft = new AwsRequests.Draft(
                "POST", path, InvocationHeaders.ofCall(exchange, trace), settings.timeoutMillis());
        OriginRequest signed = AwsRequests.sign(server, draft, payload).forLongAnswer(settings.pauseMillis());
        return on -> {
            Body sent = on.held().body(payload);
            if (sent == null) {
                return HeldBodies.NO_ROOM;
            }
            on.originRequest(signed.with(sent));
            return Outcome.PROCEED;
        };
    }

    private static Outcome refuse(String reason) {
        return new Outcome.Refuse(new Failure.Configuration(reason));
    }
}
