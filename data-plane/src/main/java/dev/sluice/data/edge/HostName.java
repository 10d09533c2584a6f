package dev.sluice.data.edge;

import dev.sluice.data.netty.FieldSyntax;

/** What may stand in a Host field (security-requirements 20). Pure functions. */
final class HostName {
    private static final int MAX_NAME = 255;
    private static final int MAX_PORT_DIGITS = 5;

    private HostName() {}

    /** Whether a text is host or host:port: a name, an IPv4 address or an IPv6 address in brackets. */
    static boolean isValid(String host) {
        int end = host.startsWith("[") ? endOfBrackets(host) : endOfName(host);
        return end > 0 && end <= MAX_NAME && (end == host.length() || isPort(host, end));
    }

    /** Whether an absolute target means the same host as the Host field; port 80 or 443 counts as none. */
    static boolean agree(String authority, String host) {
        return withoutDefaultPort(authority).equalsIgnoreCase(withoutDefaultPort(host));
    }

    private static String withoutDefaultPort(String host) {
        if (host.endsWith(":80")) {
            return host.substring(0, host.length() - 3);
        }
        return host.endsWith(":443") ? host.substring(0, host.length() - 4) : host;
    }

    private static int endOfName(String host) {
        int at = 0;
        while (at < host.length() && isNameCharacter(host.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '-'
                || each == '.'
                || each == '_';
    }

    private static int endOfBrackets(String host) {
        int at = 1;
        while (at < host.length()
                && (FieldSyntax.hex(host.charAt(at)) >= 0 || host.charAt(at) == ':' || host.charAt(at) == '.')) {
            at++;
        }
        return at > 1 && at < host.length() && host.charAt(at) == ']' ? at + 1 : -1;
    }

    private static boolean isPort(String host, int colon) {
        int digits = host.length() - colon - 1;
        if (host.charAt(colon) != ':' || digits < 1 || digits > MAX_PORT_DIGITS) {
            return false;
        }
        for (int at = colon + 1; at < host.length(); at++) {
            if (host.charAt(at) < '0' || host.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }
}
