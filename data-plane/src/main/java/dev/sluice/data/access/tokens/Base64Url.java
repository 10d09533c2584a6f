package dev.sluice.data.access.tokens;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 of URLs in its one form (RFC 7515 section 2): no padding, no other character, no bits left over. Pure function. */
final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64Url() {}

    /** The bytes; null for a text in any other form. */
    static byte @Nullable [] decode(String text) {
        int rest = text.length() & 3;
        if (rest == 1 || text.indexOf('=') >= 0) {
            return null;
        }
        if (rest != 0) {
            int unused = rest == 2 ? 0b1111 : 0b11;
            if ((ALPHABET.indexOf(text.charAt(text.length() - 1)) & unused) != 0) {
                return null;
            }
        }
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
