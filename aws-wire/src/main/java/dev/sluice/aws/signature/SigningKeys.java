package dev.sluice.aws.signature;

import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes signatures and keeps the keys derived for a day, region and service. Any thread may use it; no locks. */
final class SigningKeys {
    private static final int MAX_KEPT = 4_096;

    private final Map<Source, byte[]> derived = new ConcurrentHashMap<>();

    /** The signature in lower-case hexadecimal. */
    String sign(String secret, CredentialScope scope, String stringToSign) {
        return HexFormat.of().formatHex(Digests.hmac(key(new Source(secret, scope)), stringToSign));
    }

    private byte[] key(Source source) {
        byte[] kept = derived.get(source);
        if (kept != null) {
            return kept;
        }
        CredentialScope scope = source.scope;
        byte[] dateKey = Digests.hmac(Digests.bytes("AWS4" + source.secret), scope.date());
        byte[] regionKey = Digests.hmac(dateKey, scope.region());
        byte[] key = Digests.hmac(Digests.hmac(regionKey, scope.service()), CredentialScope.TERMINATOR);
        if (derived.size() >= MAX_KEPT) {
            // Yesterday's keys and those of busy days go together: deriving them again costs four hashes each.
            derived.clear();
        }
        derived.put(source, key);
        return key;
    }

    private record Source(String secret, CredentialScope scope) {
        @Override
        public String toString() {
            return "Source[hidden, " + scope + "]";
        }
    }
}
