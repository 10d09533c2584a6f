package dev.sluice.control.issuer;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The issuer with everything that a sign-in needs, from its discovery document and the operator.
 *
 * @param name whom members are kept with: {@code sluice} for the own user pool, else the URL
 * @param url the claim {@code iss} of its tokens
 * @param authorization where browsers are sent
 * @param token where codes are redeemed
 * @param keys where its key set is
 * @param endSession where browsers end the issuer's own session; null when it has no such place
 * @param client what the issuer knows the console as
 * @param isPool whether it is the own user pool
 */
public record Issuer(
        String name,
        String url,
        URI authorization,
        URI token,
        URI keys,
        @Nullable URI endSession,
        Client client,
        boolean isPool) {
    /**
     * The console as a client.
     *
     * @param secret null for a public client
     */
    public record Client(String id, @Nullable String secret) {
        @Override
        public String toString() {
            return "Client[id=" + id + ", secret=hidden]";
        }
    }
}
