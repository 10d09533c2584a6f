package dev.sluice.data.access.tokens;

import org.jspecify.annotations.Nullable;

/** How a token may be signed: by RSA with PKCS #1 padding and no other way (http-api-runtime 6.1, RFC 7518 section 3.3). */
public enum Algorithm {
    RS256("SHA256withRSA"),
    RS384("SHA384withRSA"),
    RS512("SHA512withRSA");

    private final String platformName;

    Algorithm(String platformName) {
        this.platformName = platformName;
    }

    String platformName() {
        return platformName;
    }

    /** The algorithm of this name; null for every other, {@code none} among them. */
    static @Nullable Algorithm named(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return algorithm;
            }
        }
        return null;
    }
}
