package dev.sluice.aws.signature;

import java.util.HexFormat;

/** The percent-encodings of Signature V4. Nothing here fails: what is malformed is encoded as it stands. */
final class CanonicalText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private CanonicalText() {}

    /** The path as received with doubled slashes made one and everything but slashes encoded once more. */
    static String path(String rawPath) {
        var text = new StringBuilder(rawPath.length() + 16);
        for (byte octet : Digests.bytes(rawPath)) {
            if (octet == '/') {
                if (text.isEmpty() || text.charAt(text.length() - 1) != '/') {
                    text.append('/');
                }
            } else {
                append(text, octet);
            }
        }
        return text.isEmpty() ? "/" : text.toString();
    }

    /** The path of an object store: decoded once and encoded again, its slashes kept as they are. */
    static String objectPath(String rawPath) {
        var text = new StringBuilder(rawPath.length() + 16);
        byte[] bytes = Digests.bytes(rawPath);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '/') {
                text.append('/');
            } else if (isEscape(bytes, i)) {
                append(text, octet(bytes, i));
                i += 2;
            } else {
                append(text, bytes[i]);
            }
        }
        return text.isEmpty() ? "/" : text.toString();
    }

    /**
     * A name or value of the query, decoded and encoded again. Escapes in lower-case digits stay as they came, so that
     * every byte received counts.
     */
    static String queryPart(String raw) {
        var text = new StringBuilder(raw.length() + 16);
        byte[] bytes = Digests.bytes(raw);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '+') {
                text.append("%20");
            } else if (!isEscape(bytes, i)) {
                append(text, bytes[i]);
            } else {
                if (isLowerHex(bytes[i + 1]) || isLowerHex(bytes[i + 2])) {
                    text.append('%').append((char) bytes[i + 1]).append((char) bytes[i + 2]);
                } else {
                    append(text, octet(bytes, i));
                }
                i += 2;
            }
        }
        return text.toString();
    }

    /** Encodes text of ours for a query. */
    static String encode(String plain) {
        var text = new StringBuilder(plain.length() + 16);
        for (byte octet : Digests.bytes(plain)) {
            append(text, octet);
        }
        return text.toString();
    }

    /** Undoes the escapes of a canonical query part, one character per byte. */
    static String decode(String canonical) {
        var text = new StringBuilder(canonical.length());
        byte[] bytes = Digests.bytes(canonical);
        for (int i = 0; i < bytes.length; i++) {
            if (isEscape(bytes, i)) {
                text.append((char) (octet(bytes, i) & 0xff));
                i += 2;
            } else {
                text.append((char) (bytes[i] & 0xff));
            }
        }
        return text.toString();
    }

    /** A header value without blanks at its ends and with each run of blanks made one. */
    static String headerValue(String value) {
        var text = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character != ' ' || (!text.isEmpty() && text.charAt(text.length() - 1) != ' ')) {
                text.append(character);
            }
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, byte octet) {
        if (isUnreserved(octet)) {
            text.append((char) octet);
        } else {
            text.append('%').append(HEX.toHexDigits(octet));
        }
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'A' && octet <= 'Z')
                || (octet >= 'a' && octet <= 'z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '_'
                || octet == '.'
                || octet == '~';
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return bytes[at] == '%'
                && at + 2 < bytes.length
                && HexFormat.isHexDigit(bytes[at + 1])
                && HexFormat.isHexDigit(bytes[at + 2]);
    }

    private static boolean isLowerHex(byte octet) {
        return octet >= 'a' && octet <= 'f';
    }

    private static byte octet(byte[] bytes, int at) {
        return (byte) (HexFormat.fromHexDigit(bytes[at + 1]) << 4 | HexFormat.fromHexDigit(bytes[at + 2]));
    }
}
