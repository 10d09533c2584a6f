package dev.sluice.data.transform;

import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.CollectedBody;
import dev.sluice.data.pipeline.DocumentWeight;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.OriginResponse;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.pipeline.Workers;
import dev.sluice.data.templates.JsonBody;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Bodies as one piece, for what cannot work on slices: templates, body mappings, models. Each is collected once per
 * exchange and is at hand from then on. Immutable.
 */
public final class WholeBodies {
    private static final Outcome BAD_CODING = new Outcome.Refuse(Failure.UnsupportedMediaType.UNKNOWN_CODING);
    private static final Outcome BAD_JSON = new Outcome.Refuse(new Failure.MalformedJson());
    private static final Outcome BAD_ORIGIN_JSON =
            new Outcome.Refuse(new Failure.Configuration("Invalid JSON in response body"));
    private static final Outcome TOO_LONG = new Outcome.Refuse(
            new Failure.Configuration("a mapping takes more of a body than fits into the head of a message"));
    private static final byte[] NOTHING = {};

    private final DecodedBody.Bounds decoding;
    private final DecodedBody.Bounds responseDecoding;
    private static final Failure LARGE_REQUEST = new Failure.RequestTooLarge();
    private static final Failure LARGE_RESPONSE = new Failure.Configuration("the body of the endpoint is too large");
    static final Outcome LARGE_REQUEST_DOCUMENT = new Outcome.Refuse(LARGE_REQUEST);
    static final Outcome LARGE_RESPONSE_DOCUMENT = new Outcome.Refuse(LARGE_RESPONSE);

    private final CollectedBody.Limit requests;
    private final CollectedBody.Limit responses;
    private final Workers workers;

    /** The rest of a step, which wanted a body whole. Runs on the exchange's loop. */
    @FunctionalInterface
    public interface Use {
        Outcome with(Exchange exchange, byte[] bytes);
    }

    public WholeBodies(BodyLimits limits, Workers workers) {
        this.workers = workers;
        decoding = DecodedBody.Bounds.ofRequests(limits.requestBytes());
        responseDecoding = DecodedBody.Bounds.ofResponses(limits.responseBytes());
        requests = limit(limits.requestBytes(), LARGE_REQUEST);
        responses = limit(limits.responseBytes(), LARGE_RESPONSE);
    }

    private static CollectedBody.Limit limit(long bytes, Failure passed) {
        return new CollectedBody.Limit((int) Math.min(Integer.MAX_VALUE - 8, bytes), passed);
    }

    /** The client's body without its coding (rest-api-runtime 13). */
    public Outcome request(Exchange exchange, Use use) {
        byte[] known = exchange.requestBytes();
        return known == null ? request(exchange, exchange.request().body(), use) : use.with(exchange, known);
    }

    /** The same for the first who reads it, through a body of their own that passes on what the client sends. */
    public Outcome request(Exchange exchange, Body received, Use use) {
        Body body = decoded(exchange, received);
        return body == null ? BAD_CODING : collect(exchange, body, requests, exchange::requestBytes, use);
    }

    /** Whether the client's body has a coding: it is read then though nothing needs it, as only a right one may pass. */
    public static boolean isCoded(Exchange exchange) {
        return exchange.request().headers().contains("Content-Encoding");
    }

    /** The origin's answer with its body decoded; as it is when the coding is not known (rest-api-runtime 11.3). */
    OriginResponse decoded(Exchange exchange, OriginResponse origin) {
        if (!origin.headers().contains("Content-Encoding") || origin.body().declaredBytes() == 0) {
            return origin;
        }
        Body body = DecodedBody.of(origin.body(), origin.headers(), responseDecoding, exchange.loop());
        return body == null ? origin : new OriginResponse(origin.status(), origin.headers(), body);
    }

    /** The client's body, for work that grows with it: much of it is done on a worker. */
    public Outcome requestWork(Exchange exchange, Function<byte[], Step> work) {
        return request(
                exchange, (received, bytes) -> run(received, bytes, LARGE_REQUEST_DOCUMENT, () -> work.apply(bytes)));
    }

    /** The body that the origin answers. */
    public Outcome origin(Exchange exchange, OriginResponse origin, Use use) {
        byte[] known = exchange.originBytes();
        return known != null
                ? use.with(exchange, known)
                : collect(exchange, origin.body(), responses, exchange::originBytes, use);
    }

    /** The client's body, read as JSON for mappings; one that should be JSON and is none refuses the call. */
    Outcome requestJson(Exchange exchange, BodyParts parts, Step rest) {
        return request(
                exchange,
                (received, bytes) -> received.requestJson() != null
                        ? rest.run(received)
                        : read(received, bytes, parts, LARGE_REQUEST_DOCUMENT, json -> answered -> {
                            if (json == null) {
                                return BAD_JSON;
                            }
                            answered.requestJson(json);
                            return rest.run(answered);
                        }));
    }

    /** The body of the origin's answer, read as JSON for mappings. */
    Outcome originJson(Exchange exchange, OriginResponse origin, BodyParts parts, Step rest) {
        return origin(
                exchange,
                origin,
                (received, bytes) -> read(received, bytes, parts, LARGE_RESPONSE_DOCUMENT, json -> answered -> {
                    if (json == null) {
                        return BAD_ORIGIN_JSON;
                    }
                    answered.originJson(json);
                    return rest.run(answered);
                }));
    }

    /**
     * The parts are looked up at once, and the rest, which may take several times the body's memory, does not wait for the
     * origin. One of a large body that is large fits nowhere.
     */
    private Outcome read(
            Exchange exchange,
            byte[] bytes,
            BodyParts parts,
            Outcome tooLarge,
            Function<@Nullable JsonBody, Step> then) {
        boolean large = bytes.length > Rendering.MAX_INLINE_BYTES;
        if (large && parts.whole()) {
            return TOO_LONG;
        }
        return run(exchange, bytes, tooLarge, () -> {
            JsonBody json = JsonBody.read(bytes);
            if (json != null && !json.reduceTo(parts.paths())) {
                return _ -> TOO_LONG;
            }
            return then.apply(json);
        });
    }

    private Outcome run(Exchange exchange, byte[] bytes, Outcome tooLarge, Workers.Work work) {
        return bytes.length > Rendering.MAX_INLINE_BYTES
                ? workers.run(exchange, bytes, DocumentWeight.OF_PARTS, tooLarge, work)
                : work.run().run(exchange);
    }

    /** The client's body on its way, or what was collected of it; null when its coding is not known. */
    @Nullable
    Body decoded(Exchange exchange) {
        return decoded(exchange, exchange.request().body());
    }

    private @Nullable Body decoded(Exchange exchange, Body body) {
        if (body.declaredBytes() == 0) {
            return body; // rest-api-runtime 13: without a body its coding is never looked at
        }
        return DecodedBody.of(body, exchange.request().headers(), decoding, exchange.loop());
    }

    private static Outcome collect(
            Exchange exchange, Body body, CollectedBody.Limit limit, Consumer<byte[]> keep, Use use) {
        if (body.declaredBytes() == 0) {
            keep.accept(NOTHING);
            return use.with(exchange, NOTHING);
        }
        exchange.onCancel(body::cancel);
        CollectedBody.read(
                exchange,
                body,
                limit,
                whole -> exchange.resumeWith(rest -> {
                    Failure failure = whole.failure();
                    if (failure != null) {
                        return new Outcome.Refuse(failure);
                    }
                    keep.accept(whole.bytes());
                    return use.with(rest, whole.bytes());
                }));
        return Outcome.PENDING;
    }
}
