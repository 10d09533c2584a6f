package dev.sluice.aws.signature;

import java.util.function.Function;

/** A claim by a known key in which nothing is wrong so far; whether the signature is genuine, the body's hash will tell. */
public final class AwaitedBody implements Examination {
    private final Function<String, Verdict> rest;

    AwaitedBody(Function<String, Verdict> rest) {
        this.rest = rest;
    }

    /**
     * Says who signed the request, or why nobody did.
     *
     * @param payloadHash SHA-256 of the body as received, in lower-case hexadecimal
     */
    public Verdict conclude(String payloadHash) {
        return rest.apply(payloadHash);
    }
}
