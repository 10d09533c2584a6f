package dev.sluice.aws.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about its own signature, read but not yet believed.
 *
 * @param date text of the request's time, in ISO 8601 basic format or, from a {@code Date} header, that of HTTP
 * @param dateHeader the header that held it, in lower case; absent for a presigned request
 * @param token the session token, when the request carries one
 * @param expires seconds of validity of a presigned request as text; absent for one signed in its headers
 * @param query the query, parsed once
 */
record Claim(
        String algorithm,
        String credential,
        List<String> signedHeaders,
        String signature,
        String date,
        @Nullable String dateHeader,
        @Nullable String token,
        @Nullable String expires,
        List<QueryPair> query)
        implements ClaimReading {

    boolean presigned() {
        return expires != null;
    }

    /** Tokens and signatures stay out of logs. */
    @Override
    public String toString() {
        return "Claim[hidden]";
    }
}
