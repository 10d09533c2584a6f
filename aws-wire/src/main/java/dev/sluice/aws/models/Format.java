package dev.sluice.aws.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The values of keyword {@code format} that are checked; all others say nothing about a string. Pure functions. */
enum Format {
    DATE_TIME(
            "date-time",
            "is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]"),
    EMAIL("email", "is not a valid email address"),
    HOSTNAME("hostname", "is not a valid hostname"),
    IPV4("ipv4", "is not a valid IPv4 address"),
    IPV6("ipv6", "is not a valid IPv6 address"),
    URI_REFERENCE("uri", "is not a valid URI"),
    UUID("uuid", "is not a valid UUID");

    private final String word;
    private final String finding;

    Format(String word, String finding) {
        this.word = word;
        this.finding = finding;
    }

    static @Nullable Format of(String word) {
        for (Format format : values()) {
            if (format.word.equals(word)) {
                return format;
            }
        }
        return null;
    }

    boolean holds(String text) {
        return switch (this) {
            case DATE_TIME -> DateTimeText.isDateTime(text);
            case EMAIL -> AddressText.isEmail(text);
            case HOSTNAME -> AddressText.isHostName(text);
            case IPV4 -> AddressText.isIpv4(text);
            case IPV6 -> AddressText.isIpv6(text);
            case URI_REFERENCE -> isUri(text);
            case UUID -> isUuid(text);
        };
    }

    String finding(String text) {
        return (this == UUID ? "input string \"" : "string \"") + text + "\" " + finding;
    }

    private static boolean isUri(String text) {
        try {
            return new URI(text).toString().equals(text);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        for (int index = 0; index < 36; index++) {
            boolean dash = index == 8 || index == 13 || index == 18 || index == 23;
            char character = text.charAt(index);
            if (dash ? character != '-' : !HexFormat.isHexDigit(character)) {
                return false;
            }
        }
        return true;
    }
}
