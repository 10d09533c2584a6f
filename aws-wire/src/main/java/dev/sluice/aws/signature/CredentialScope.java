package dev.sluice.aws.signature;

/**
 * Where and when a signing key holds.
 *
 * @param date {@code yyyyMMdd} in UTC
 */
public record CredentialScope(String date, String region, String service) {
    /** The last part of every scope. */
    public static final String TERMINATOR = "aws4_request";

    /** The form in a string to sign. */
    public String text() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
