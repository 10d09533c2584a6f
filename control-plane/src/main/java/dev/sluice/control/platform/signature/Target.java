package dev.sluice.control.platform.signature;

import java.util.regex.Pattern;

/**
 * The rules that a raw request target keeps before anything reads it, so that it has one reading: origin form, visible
 * ASCII, whole percent-escapes, no dot segment in any spelling, no backslash, fragment or NUL. A query has no NUL
 * either, which the database could not take. What needs a signature has no path parameters and no slash at its end:
 * routes ignore both, and policies would not.
 */
final class Target {
    private static final int MAX_LENGTH = 16_384;
    private static final Pattern VISIBLE = Pattern.compile("/[!-~]*");
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern BACKSLASH_OR_FRAGMENT = Pattern.compile("[\\\\#]|%5[Cc]");
    private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[Ee]){1,2}(/|;|$)");
    private static final Pattern OTHER_SPELLING = Pattern.compile(";|%3[Bb]|./$");

    private Target() {}

    static boolean isWellFormed(String target) {
        if (target.length() > MAX_LENGTH || !VISIBLE.matcher(target).matches()) {
            return false;
        }
        if (BROKEN_ESCAPE.matcher(target).find()) {
            return false;
        }
        if (target.contains("%00")) {
            return false;
        }
        String path = path(target);
        return !BACKSLASH_OR_FRAGMENT.matcher(path).find()
                && !DOT_SEGMENT.matcher(path).find()
                && (isUnsigned(target) || !OTHER_SPELLING.matcher(path).find());
    }

    /** Health, metrics and the console, by the raw spelling: any other spelling of them needs a signature. */
    static boolean isUnsigned(String target) {
        String path = path(target);
        return path.startsWith("/q/") || path.equals("/console") || path.startsWith("/console/");
    }

    static String path(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }
}
