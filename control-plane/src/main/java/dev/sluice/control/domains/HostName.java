package dev.sluice.control.domains;

import dev.sluice.control.platform.errors.ProblemException;
import java.util.regex.Pattern;

/** The name of a domain: lower case, fully qualified, its first label perhaps a wildcard (management-api 10). */
record HostName(String text) {
    private static final int MAX_LENGTH = 253;
    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    // the last label is no number, so that no address passes for a name
    private static final Pattern LEGAL = Pattern.compile("(?:\\*\\.)?(?:" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

    static HostName checked(String text) {
        if (!isLegal(text)) {
            throw ProblemException.badRequest(
                    "Invalid domain name specified. A domain name is a fully qualified name in"
                            + " lower case; its first label may be the wildcard *");
        }
        return new HostName(text);
    }

    static boolean isLegal(String text) {
        return text.length() <= MAX_LENGTH && LEGAL.matcher(text).matches();
    }

    boolean isWildcard() {
        return text.startsWith("*.");
    }

    /** What stands behind the first label: a wildcard and the names that it covers share it. */
    String parent() {
        return text.substring(text.indexOf('.') + 1);
    }

    /** Whether the name is another one or stands below it. */
    boolean isWithin(String other) {
        return text.equals(other) || text.endsWith("." + other);
    }
}
