package dev.sluice.contracts.keys;

import java.security.SecureRandom;

/** Random ids and secrets: characters drawn evenly from an alphabet by the platform's secure source. Any thread. */
public final class RandomText {
    /** For ids that are part of a host name or path: 36 characters, 5.17 bits each. */
    public static final String LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** For access key ids: RFC 4648 base 32, 5 bits each. */
    public static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** For secrets in text files and headers: RFC 4648 base 64, 6 bits each. */
    public static final String BASE_64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    /** For account numbers. */
    public static final String DIGITS = "0123456789";

    private final SecureRandom random = new SecureRandom();

    /** A new random text of this many characters of the alphabet. */
    public String next(String alphabet, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
