package dev.sluice.data.edge;

import org.jspecify.annotations.Nullable;

/**
 * The cookies of the console, which browsers send to every port of its host: no API sees one, and none sets one (ADR 36).
 * What is no such cookie stays byte for byte. Pure functions.
 */
final class PlatformCookies {
    private static final String PREFIX = "__Host-sluice-";

    private PlatformCookies() {}

    /** Whether a Cookie field may have one; a scan that rarely finds anything. */
    static boolean mayStandIn(String cookies) {
        return cookies.contains(PREFIX);
    }

    /** A Cookie field without them; null when nothing else is in it. */
    static @Nullable String without(String cookies) {
        StringBuilder kept = new StringBuilder(cookies.length());
        boolean any = false;
        for (int start = 0; start <= cookies.length(); ) {
            int semicolon = cookies.indexOf(';', start);
            int end = semicolon < 0 ? cookies.length() : semicolon;
            if (!isOurs(cookies, start)) {
                kept.append(any ? ";" : "").append(cookies, start, end);
                any = true;
            }
            start = end + 1;
        }
        String rest = kept.toString().strip();
        return rest.isEmpty() ? null : rest;
    }

    /** Whether a Set-Cookie field sets one. */
    static boolean isSetBy(String cookie) {
        return isOurs(cookie, 0);
    }

    /**
     * Whether a cookie begins there that is one of them, or could be read as one: browsers strip blanks, and some send a cookie
     * without a name as its bare value.
     */
    private static boolean isOurs(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) <= ' ' || text.charAt(at) == 0x7F || text.charAt(at) == '=')) {
            at++;
        }
        return text.startsWith(PREFIX, at);
    }
}
