package dev.sluice.aws.signature;

import java.util.StringJoiner;

/** The query of a presigned request, on its way to somebody who must not use its signature again. Pure functions. */
public final class PresignedQuery {
    private PresignedQuery() {}

    /**
     * A raw query without its signature and its session token, by whatever spelling of their names the verifier takes them.
     * All else stays as it was received.
     */
    public static String withoutSecrets(String rawQuery) {
        StringJoiner kept = new StringJoiner("&");
        for (String pair : rawQuery.split("&", -1)) {
            if (!isSecret(QueryPair.canonicalName(pair))) {
                kept.add(pair);
            }
        }
        return kept.toString();
    }

    private static boolean isSecret(String name) {
        return name.equals(QueryParameters.SIGNATURE) || name.equals(QueryParameters.SECURITY_TOKEN);
    }
}
