package dev.sluice.data.access.signature;

import dev.sluice.aws.signature.AwaitedBody;
import dev.sluice.aws.signature.PresignedQuery;
import dev.sluice.aws.signature.Verdict;
import dev.sluice.data.access.policy.MethodArn;
import dev.sluice.data.callers.AccessKey;
import dev.sluice.data.pipeline.Body;
import dev.sluice.data.pipeline.Caller;
import dev.sluice.data.pipeline.Exchange;
import dev.sluice.data.pipeline.Failure;
import dev.sluice.data.pipeline.ListenedBody;
import dev.sluice.data.pipeline.Outcome;
import dev.sluice.data.pipeline.Request;
import dev.sluice.data.pipeline.Step;
import dev.sluice.data.transform.WholeBodies;

/**
 * Finds out who signed a call, in its headers or its query, over the bytes received (rest-api-runtime 3.2). Collects the
 * body only for a key that is known and a claim with nothing else wrong, unless the payload is not signed. What the caller
 * may do is the next step's to judge. Immutable.
 */
public final class SignatureStep implements Step {
    private static final String HASH_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Outcome TOO_LONG = new Outcome.Refuse(new Failure.MethodArnTooLong());
    private static final Outcome TAKEN_BACK = new Outcome.Refuse(new Failure.NotAuthenticated(
            Verdict.Reason.UNRECOGNIZED_CLIENT, "The security token included in the request is invalid."));

    private final CallSignatures signatures;
    private final WholeBodies bodies;
    private final MethodArn arn;

    /** One per stage. */
    public SignatureStep(CallSignatures signatures, WholeBodies bodies, MethodArn arn) {
        this.signatures = signatures;
        this.bodies = bodies;
        this.arn = arn;
    }

    @Override
    public Outcome run(Exchange exchange) {
        if (arn.text(exchange) == null) {
            return TOO_LONG;
        }
        CallSignatures.Inquiry inquiry = signatures.ask();
        return switch (inquiry.examine(exchange.request())) {
            case Verdict.Verified verified -> verified(exchange, inquiry, verified);
            case Verdict.Rejected rejected -> refuse(rejected);
            case AwaitedBody awaited -> read(exchange, inquiry, awaited);
        };
    }

    private Outcome read(Exchange exchange, CallSignatures.Inquiry inquiry, AwaitedBody awaited) {
        if (exchange.request().body().declaredBytes() == 0) {
            return concluded(exchange, inquiry, awaited.conclude(HASH_OF_NOTHING));
        }
        BodyHash hash = new BodyHash();
        Body body = new ListenedBody(exchange.request().body(), hash);
        return bodies.request(exchange, body, (whole, _) -> concluded(whole, inquiry, awaited.conclude(hash.hex())));
    }

    private static Outcome concluded(Exchange exchange, CallSignatures.Inquiry inquiry, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Verified verified -> verified(exchange, inquiry, verified);
            case Verdict.Rejected rejected -> refuse(rejected);
        };
    }

    private static Outcome verified(Exchange exchange, CallSignatures.Inquiry inquiry, Verdict.Verified verified) {
        AccessKey key = inquiry.key();
        if (key == null) {
            return TAKEN_BACK;
        }
        exchange.caller(new Caller(key.id(), key.identity(), key.policies()));
        if (verified.presigned()) {
            Request request = exchange.request();
            // What could be used again reaches no integration (decisions 25).
            exchange.request(request.withQuery(PresignedQuery.withoutSecrets(request.query())));
        }
        return Outcome.PROCEED;
    }

    private static Outcome refuse(Verdict.Rejected rejected) {
        return new Outcome.Refuse(new Failure.NotAuthenticated(rejected.reason(), rejected.message()));
    }
}
