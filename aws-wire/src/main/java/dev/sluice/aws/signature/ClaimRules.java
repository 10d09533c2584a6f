package dev.sluice.aws.signature;

import dev.sluice.aws.signature.Verdict.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must hold for a claim before its signature is computed: time, algorithm, scope and signed headers. */
final class ClaimRules {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final DateTimeFormatter BASIC_FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withResolverStyle(ResolverStyle.STRICT);

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final int MAX_EXPIRES_SECONDS = 604_800;
    private static final int CREDENTIAL_PARTS = 5;

    /** Set by a content delivery network between client and us, after the client has signed. */
    private static final String ADDED_ON_THE_WAY = "x-amz-cf-id";

    private final String region;
    private final List<String> services;
    private final Duration longestPresigned;

    ClaimRules(String region, List<String> services) {
        this(region, services, Duration.ofSeconds(MAX_EXPIRES_SECONDS));
    }

    private ClaimRules(String region, List<String> services, Duration longestPresigned) {
        this.region = region;
        this.services = List.copyOf(services);
        this.longestPresigned = longestPresigned;
    }

    ClaimRules presignedAtMost(Duration longest) {
        return new ClaimRules(region, services, longest);
    }

    static String basic(Instant time) {
        return BASIC_FORMAT.format(time.atOffset(ZoneOffset.UTC));
    }

    /** The time that the claim names; null when it has another form. */
    static @Nullable Instant time(Claim claim) {
        try {
            return LocalDateTime.parse(claim.date(), BASIC_FORMAT).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException _) {
            return "date".equals(claim.dateHeader()) ? httpTime(claim.date()) : null;
        }
    }

    private static @Nullable Instant httpTime(String date) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    static Rejected malformedTime(Claim claim) {
        return Rejections.incomplete("Date must be in ISO-8601 'basic format'. Got '" + claim.date()
                + "'. See http://en.wikipedia.org/wiki/ISO_8601");
    }

    /** The first thing about the claim itself that is wrong, or null. */
    @Nullable
    Rejected check(SignedRequest request, Claim claim, Instant signedAt, Instant now) {
        Rejected late = checkTime(claim, signedAt, now);
        if (late != null) {
            return late;
        }
        Rejected uncovered = checkHeaders(request, claim);
        if (uncovered != null) {
            return uncovered;
        }
        if (!claim.algorithm().equals(ALGORITHM)) {
            return Rejections.incomplete(
                    "Unsupported AWS 'algorithm': '" + claim.algorithm() + "' (only " + ALGORITHM + " for now). ");
        }
        return checkScope(claim, signedAt);
    }

    private @Nullable Rejected checkTime(Claim claim, Instant signedAt, Instant now) {
        if (signedAt.isAfter(now.plus(SKEW))) {
            return Rejections.invalid(
                    "Signature not yet current: " + basic(signedAt) + " is still later than " + basic(now.plus(SKEW))
                            + " (" + basic(now) + " + 5 min.)",
                    null);
        }
        Duration validity = SKEW;
        String expires = claim.expires();
        if (expires != null) {
            int seconds = seconds(expires);
            if (seconds < 0) {
                return Rejections.incomplete(
                        "X-Amz-Expires must be a number of seconds from 1 to 604800. Got '" + expires + "'.");
            }
            validity = Duration.ofSeconds(seconds);
            if (validity.compareTo(longestPresigned) > 0) {
                return Rejections.invalid(
                        "X-Amz-Expires must be at most " + longestPresigned.toSeconds() + " seconds. Got '" + expires
                                + "'.",
                        null);
            }
        }
        Instant end = signedAt.plus(validity);
        if (end.isBefore(now) || (claim.presigned() && end.equals(now))) {
            String span =
                    validity.toSecondsPart() == 0 ? validity.toMinutes() + " min.)" : validity.toSeconds() + " s.)";
            return Rejections.invalid(
                    "Signature expired: " + basic(signedAt) + " is now earlier than " + basic(now.minus(validity))
                            + " (" + basic(now) + " - " + span,
                    null);
        }
        return null;
    }

    private static int seconds(String text) {
        if (text.length() > 6 || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return -1;
        }
        int seconds = Integer.parseInt(text);
        return seconds < 1 || seconds > MAX_EXPIRES_SECONDS ? -1 : seconds;
    }

    private static @Nullable Rejected checkHeaders(SignedRequest request, Claim claim) {
        var signed = new HashSet<>(claim.signedHeaders());
        if (!signed.contains("host")) {
            return unsigned("'Host' or ':authority'");
        }
        String dateHeader = claim.dateHeader();
        if (dateHeader != null && !signed.contains(dateHeader)) {
            return unsigned("'" + dateHeader + "'");
        }
        for (Header header : request.headers()) {
            String name = SignedRequest.lower(header.name());
            if (name.startsWith("x-amz-") && !name.equals(ADDED_ON_THE_WAY) && !signed.contains(name)) {
                return unsigned("'" + header.name() + "'");
            }
        }
        return null;
    }

    private static Rejected unsigned(String names) {
        return Rejections.invalid(names + " must be a 'SignedHeader' in the AWS Authorization.", null);
    }

    private @Nullable Rejected checkScope(Claim claim, Instant signedAt) {
        String[] parts = claim.credential().split("/", -1);
        if (parts.length != CREDENTIAL_PARTS || parts[0].isEmpty()) {
            return Rejections.incomplete("Credential must have exactly 5 slash-delimited elements, e.g."
                    + " keyid/date/region/service/term, got '" + claim.credential() + "'");
        }
        var wrong = new StringBuilder();
        if (!parts[2].equals(region)) {
            wrong.append("Credential should be scoped to a valid region, not '")
                    .append(parts[2])
                    .append("'. ");
        }
        if (!services.contains(parts[3])) {
            wrong.append("Credential should be scoped to correct service: '")
                    .append(services.getFirst())
                    .append("'. ");
        }
        if (!parts[4].equals(CredentialScope.TERMINATOR)) {
            wrong.append("Credential should be scoped with a valid terminator: 'aws4_request', not '")
                    .append(parts[4])
                    .append("'. ");
        }
        String time = basic(signedAt);
        String date = time.substring(0, 8);
        if (!parts[1].equals(date)) {
            wrong.append("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '")
                    .append(parts[1] + "' != '" + date + "', from '" + time + "'. ");
        }
        return wrong.isEmpty() ? null : Rejections.invalid(wrong.toString(), parts[0]);
    }
}
