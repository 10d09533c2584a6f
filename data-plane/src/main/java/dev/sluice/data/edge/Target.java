package dev.sluice.data.edge;

import org.jspecify.annotations.Nullable;

/**
 * A request target taken apart (security-requirements 20, 21). Its bytes passed the {@link HeadGuard} before.
 *
 * @param authority host and port of an absolute target; empty when the target has none
 * @param path raw path, never empty
 * @param query raw query without the question mark
 */
record Target(String authority, String path, String query) {
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    /** Null when the target is of none of the forms that its verb allows. */
    static @Nullable Target parse(String verb, String target) {
        if (target.charAt(0) == '/') {
            return of("", target);
        }
        if (target.equals("*")) {
            return verb.equals("OPTIONS") ? new Target("", "/", "") : null;
        }
        int start = target.regionMatches(true, 0, HTTP, 0, HTTP.length())
                ? HTTP.length()
                : target.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : -1;
        return start < 0 ? null : absolute(target, start);
    }

    private static @Nullable Target absolute(String target, int start) {
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        String authority = target.substring(start, end);
        if (!HostName.isValid(authority)) {
            return null;
        }
        String rest = target.substring(end);
        return of(authority, rest.startsWith("/") ? rest : "/" + rest);
    }

    private static Target of(String authority, String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        return mark < 0
                ? new Target(authority, pathAndQuery, "")
                : new Target(authority, pathAndQuery.substring(0, mark), pathAndQuery.substring(mark + 1));
    }
}
