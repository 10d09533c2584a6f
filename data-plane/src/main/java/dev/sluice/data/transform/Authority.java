package dev.sluice.data.transform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of an origin (rest-api-runtime 8.1). Whether the address may be called is decided by the guarded client,
 * on each connection.
 *
 * @param host lower case, without brackets
 * @param header the Host header
 */
public record Authority(String host, int port, String header) {

    /** Reads {@code host}, {@code host:port} or {@code [v6]:port}; null when it is malformed or the port is not allowed. */
    static @Nullable Authority parse(String text, boolean secure) {
        String authority = text.toLowerCase(Locale.ROOT);
        int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
        int colon = authority.indexOf(':', bracket + 1);
        String host = authority.substring(0, colon < 0 ? authority.length() : colon);
        int port = colon < 0 ? defaultPort(secure) : port(authority, colon + 1);
        if (bracket > 0) {
            host = host.endsWith("]") ? host.substring(1, bracket) : "";
        }
        if (!isPlain(host, bracket > 0) || !isAllowed(port)) {
            return null;
        }
        boolean shown = port != defaultPort(secure);
        String name = bracket > 0 ? "[" + host + "]" : host;
        return new Authority(host, port, shown ? name + ":" + port : name);
    }

    private static int defaultPort(boolean secure) {
        return secure ? 443 : 80;
    }

    private static int port(String text, int start) {
        int port = 0;
        for (int index = start; index < text.length() && port <= 65_535; index++) {
            char digit = text.charAt(index);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            port = 10 * port + digit - '0';
        }
        return start == text.length() ? -1 : port;
    }

    private static boolean isAllowed(int port) {
        return port == 80 || port == 443 || (port >= 1024 && port <= 65_535);
    }

    private static boolean isPlain(String host, boolean bracketed) {
        for (int index = 0; index < host.length(); index++) {
            char character = host.charAt(index);
            boolean plain = (character >= 'a' && character <= 'z')
                    || (character >= '0' && character <= '9')
                    || character == '.'
                    || (bracketed ? character == ':' : character == '-' || character == '_');
            if (!plain) {
                return false;
            }
        }
        return !host.isEmpty();
    }
}
