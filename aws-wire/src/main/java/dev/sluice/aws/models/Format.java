package dev.sluice.aws.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The values of keyword {@code format} that are checked; all others say nothing about a string. Pure functions. */
enum Format {
    DATE_TIME(
            "date-time",
            DateTimeText::isDateTime,
            "is invalid against requested date format(s) [yyyy-MM-dd'T'HH:mm:ssZ, yyyy-MM-dd'T'HH:mm:ss.[0-9]{1,12}Z]"),
    EMAIL("email", AddressText::isEmail, "is not a valid email address"),
    HOSTNAME("hostname", AddressText::isHostName, "is not a valid hostname"),
    IPV4("ipv4", AddressText::isIpv4, "is not a valid IPv4 address"),
    IPV6("ipv6", AddressText::isIpv6, "is not a valid IPv6 address"),
    URI_REFERENCE("uri", Format::isUri, "is not a valid URI"),
    UUID("uuid", Format::isUuid, "is not a valid UUID");

    private final String word;
    private final Predicate<String> rule;
    private final String finding;

    Format(String word, Predicate<String> rule, String finding) {
        this.word = word;
        this.rule = rule;
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
        return rule.test(text);
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
