package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one form of a path that every decision uses (rest-api-runtime 2.4): escapes of unreserved characters decoded, all
 * other escapes in upper case, single slashes, none at the end. Pure functions.
 */
final class CanonicalPath {
    private CanonicalPath() {}

    /**
     * The canonical form of a raw path, whose bytes passed the {@link HeadGuard}.
     *
     * @return the same object when the path is canonical already; null for an encoded backslash or a dot segment in any
     *     spelling, which some server would read as another path
     */
    static @Nullable String of(String path) {
        char before = ' ';
        for (int at = 0; at < path.length(); at++) {
            char each = path.charAt(at);
            if (each == '%' || (before == '/' && (each == '/' || each == '.'))) {
                return rewritten(path);
            }
            before = each;
        }
        return before == '/' && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    }

    private static @Nullable String rewritten(String path) {
        StringBuilder out = new StringBuilder(path.length());
        for (int at = 0; at < path.length(); at++) {
            char each = path.charAt(at);
            if (each == '%') {
                int code = FieldSyntax.hex(path.charAt(at + 1)) << 4 | FieldSyntax.hex(path.charAt(at + 2));
                if (code == '\\') {
                    return null;
                }
                if (isUnreserved(code)) {
                    out.append((char) code);
                } else {
                    out.append(path.substring(at, at + 3).toUpperCase(Locale.ROOT));
                }
                at += 2;
            } else if (each != '/' || out.isEmpty() || out.charAt(out.length() - 1) != '/') {
                out.append(each);
            }
        }
        if (out.length() > 1 && out.charAt(out.length() - 1) == '/') {
            out.setLength(out.length() - 1);
        }
        String canonical = out.toString();
        return hasDotSegment(canonical) ? null : canonical;
    }

    /** An encoded slash ends a segment here, and so does what some servers take for a path parameter. */
    private static boolean hasDotSegment(String path) {
        int start = 0;
        while (start < path.length()) {
            int end = endOfSegment(path, start);
            int dots = 0;
            while (start + dots < end && path.charAt(start + dots) == '.') {
                dots++;
            }
            boolean dotted = dots == 1 || dots == 2;
            if (dotted && (start + dots == end || isParameter(path, start + dots))) {
                return true;
            }
            start = end + (end < path.length() && path.charAt(end) == '%' ? 3 : 1);
        }
        return false;
    }

    private static int endOfSegment(String path, int start) {
        int slash = path.indexOf('/', start);
        int end = slash < 0 ? path.length() : slash;
        int encoded = path.indexOf("%2F", start, end);
        return encoded < 0 ? end : encoded;
    }

    private static boolean isParameter(String path, int at) {
        return path.charAt(at) == ';' || path.startsWith("%3B", at);
    }

    private static boolean isUnreserved(int code) {
        return (code >= 'a' && code <= 'z')
                || (code >= 'A' && code <= 'Z')
                || (code >= '0' && code <= '9')
                || code == '-'
                || code == '.'
                || code == '_'
                || code == '~';
    }

    /** The place behind so many segments of a path: at a slash or at its end. */
    static int behind(String path, int segments) {
        int at = 0;
        for (int count = 0; count < segments; count++) {
            at = startOfSegment(path, at);
            while (at < path.length() && path.charAt(at) != '/') {
                at++;
            }
        }
        return at;
    }

    /** The first place from one on that is no slash. */
    static int startOfSegment(String path, int from) {
        int at = from;
        while (at < path.length() && path.charAt(at) == '/') {
            at++;
        }
        return at;
    }
}
